namespace TogetherAI;

/// <summary>What a column's name says.</summary>
/// <param name="Field">What the column tells.</param>
/// <param name="Rank">Which of several columns for the same is taken: the lowest.</param>
/// <param name="UnitTicks">The unit of its numbers, in ticks; null where the name has none.</param>
internal sealed record LogName(LogField Field, int Rank, double? UnitTicks);
