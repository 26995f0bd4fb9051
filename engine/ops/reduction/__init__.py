"""Operations along dimensions: sums, extremes, norms, statistics, order."""
