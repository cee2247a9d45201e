"""Prints the numbers of test/training/evaluation/*.test.ts: python3 test/training/evaluation/scikit_learn.py"""
import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, confusion_matrix, f1_score, log_loss, precision_recall_curve, precision_recall_fscore_support, roc_auc_score, roc_curve

labels = np.array([0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1])
scores = np.array([0.03, 0.08, 0.15, 0.25, 0.25, 0.36, 0.42, 0.47, 0.55, 0.62, 0.71, 0.83, 0.83, 0.97])
print("scikit-learn", sklearn.__version__)
print("roc_auc_score", roc_auc_score(labels, scores))
print("average_precision_score", average_precision_score(labels, scores))
print("log_loss", log_loss(labels, scores))
print("f1 macro", f1_score(labels, scores > 0.5, average="macro"))
fpr, tpr, cuts = roc_curve(labels, scores, drop_intermediate=False)
print("roc", fpr.tolist(), tpr.tolist(), cuts.tolist())
precision, recall, cuts = precision_recall_curve(labels, scores)
print("pr", precision.tolist(), recall.tolist(), cuts.tolist())
true, mean = calibration_curve(labels, scores, n_bins=5)
counts = np.bincount(np.searchsorted(np.linspace(0, 1, 6)[1:-1], scores), minlength=5)
print("calibration_curve", true.tolist(), mean.tolist(), counts.tolist())
confidence, right = np.maximum(scores, 1 - scores), (scores > 0.5) == labels
true, mean = calibration_curve(right, confidence, n_bins=10)
counts = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence), minlength=10)
print("expected calibration error", float(np.sum(counts[counts > 0] / len(labels) * np.abs(true - mean))), counts.tolist())

three = np.array([[0.7, 0.2, 0.1], [0.4, 0.5, 0.1], [0.1, 0.8, 0.1], [0.2, 0.35, 0.45], [0.6, 0.3, 0.1], [0.05, 0.15, 0.8], [0.33, 0.34, 0.33], [0.25, 0.25, 0.5], [0.9, 0.06, 0.04]])
truth = np.array([0, 0, 1, 1, 2, 2, 1, 0, 0])
answer = three.argmax(1)
print("three log_loss", log_loss(truth, three), "macro F1", f1_score(truth, answer, average="macro"))
print("three per class", [part.tolist() for part in precision_recall_fscore_support(truth, answer)])
print("three confusion", confusion_matrix(truth, answer).tolist())
