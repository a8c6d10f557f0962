namespace TogetherAI.Engine.Constraints.Languages;

/// <summary>A pattern that is none, or that asks for what no automaton can hold.</summary>
internal sealed class PatternException(string reason) : Exception(reason);
