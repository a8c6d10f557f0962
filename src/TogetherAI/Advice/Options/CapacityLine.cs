namespace TogetherAI;

/// <summary>What the replicas of an option can do, for the plot.</summary>
/// <param name="Hardware">Their hardware.</param>
/// <param name="Replicas">How many.</param>
/// <param name="TokensPerSecond">Prompts and answers together, of requests of the recorded size.</param>
/// <param name="Spills">Whether what is above goes to serverless; else it waits.</param>
internal sealed record CapacityLine(string Hardware, int Replicas, double TokensPerSecond, bool Spills);
