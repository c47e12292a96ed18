"""The machine listener: can a classifier tell two sets of pieces apart?"""
