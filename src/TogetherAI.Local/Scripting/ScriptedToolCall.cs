namespace TogetherAI.Local;

/// <summary>A function that a scripted assistant wants called. Immutable.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON text; sent as it is, so that a test can send broken JSON too.</param>
public sealed record ScriptedToolCall(string Name, string Arguments = "{}");
