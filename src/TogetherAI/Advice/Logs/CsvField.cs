namespace TogetherAI;

/// <summary>A value of a line of CSV.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="Column">Where it begins, counted from 1.</param>
internal readonly record struct CsvField(string Text, int Column);
