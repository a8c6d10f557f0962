namespace TogetherAI;

/// <summary>What this process has sent to an endpoint.</summary>
/// <param name="InFlight">Calls under way.</param>
/// <param name="Quiet">Since the last one began or ended; null where none has been seen.</param>
internal readonly record struct OwnTrafficReading(int InFlight, TimeSpan? Quiet);
