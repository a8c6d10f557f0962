namespace TogetherAI;

/// <summary>One value of a log.</summary>
/// <param name="Name">What its column tells.</param>
/// <param name="Header">What its column is called.</param>
/// <param name="Text">The value as it stands.</param>
/// <param name="Column">Where it stands in its line, counted from 1.</param>
internal readonly record struct LogValue(LogName Name, string Header, string Text, int Column);
