namespace TogetherAI;

/// <summary>Stands for the body of an operation that sends none.</summary>
internal sealed class NoBody;
