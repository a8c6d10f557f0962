namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>A language would take more states, or more work to find them, than any honest one needs.</summary>
internal sealed class LanguageTooLargeException(string what) : Exception($"{what} is too large to follow: it needs more states than this engine allows.");
