import type { Locale } from "../../base/text.js";

/** What the project is and how it is run, in the notebook's language. */
export const readmeOf = (title: string, trials: number, locale: Locale): string => (locale === "en" ? `# ${title}: the search

The search of the notebook as a Python project: the same network in Keras 3, the same texts and split, the same space, seeds and names of what is measured.

    python -m venv env && env/bin/pip install -r requirements.txt

**With Ray Tune**, on all processors of this machine or of a Ray cluster:

    env/bin/python search_ray.py
    env/bin/python search_ray.py --address auto

**With Optuna**, as many programs at once as you like, on one storage (a file here; a database for several machines):

    env/bin/python search_optuna.py --trials 0
    env/bin/python search_optuna.py --worker 1 &
    env/bin/python search_optuna.py --worker 2
    env/bin/optuna studies --storage sqlite:///search.db

Both try ${trials} trials (\`--trials\` changes it) and write \`results.jsonl\`. **Open that file in the search cell of the notebook** ("Open results"): its trials stand in the figures beside those that were trained there.

| file | what it holds |
|---|---|
| \`space.py\` | what is searched |
| \`network.py\` | the network for every point of it, and its optimizer and loss |
| \`trial.py\` | the data, one trial, and the file of results |
| \`search.json\` | everything that is fixed: settings, seeds, epochs; for grid, random and Sobol search also the points, which are the notebook's |
| \`data.json.gz\` | every text with its tokens, its label and its part |

The numbers are not the notebook's to the last digit: another program draws the first parameters, the order of the texts and dropout.
` : `# ${title}: a busca

A busca do notebook como um projeto em Python: a mesma rede em Keras 3, os mesmos textos e a mesma divisão, o mesmo espaço, as mesmas sementes e os mesmos nomes do que é medido.

    python -m venv env && env/bin/pip install -r requirements.txt

**Com o Ray Tune**, em todos os processadores desta máquina ou de um cluster Ray:

    env/bin/python search_ray.py
    env/bin/python search_ray.py --address auto

**Com o Optuna**, quantos programas ao mesmo tempo você quiser, num só armazenamento (um arquivo aqui; um banco de dados para várias máquinas):

    env/bin/python search_optuna.py --trials 0
    env/bin/python search_optuna.py --worker 1 &
    env/bin/python search_optuna.py --worker 2
    env/bin/optuna studies --storage sqlite:///search.db

Os dois fazem ${trials} tentativas (\`--trials\` muda isso) e escrevem \`results.jsonl\`. **Abra esse arquivo na célula de busca do notebook** (“Abrir resultados”): as tentativas aparecem nas figuras ao lado das que foram treinadas lá.

| arquivo | o que contém |
|---|---|
| \`space.py\` | o que é buscado |
| \`network.py\` | a rede para cada ponto do espaço, com otimizador e perda |
| \`trial.py\` | os dados, uma tentativa e o arquivo de resultados |
| \`search.json\` | tudo o que é fixo: configurações, sementes, épocas; na grade, na busca aleatória e no Sobol, também os pontos, que são os do notebook |
| \`data.json.gz\` | cada texto com seus tokens, seu rótulo e sua parte |

Os números não são os do notebook até o último dígito: outro programa sorteia os primeiros parâmetros, a ordem dos textos e o dropout.
`);
