namespace TogetherAI.Local.Batches;

/// <summary>The text of a recording.</summary>
internal sealed record WireTranscription(string Text);
