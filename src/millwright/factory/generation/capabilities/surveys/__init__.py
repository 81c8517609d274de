"""Surveys and quizzes: forms of questions that people answer, with results for those who ask and scores for quizzes."""
