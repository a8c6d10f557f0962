namespace TogetherAI.Local.Batches;

/// <summary>What became of one request of a batch.</summary>
/// <param name="CustomId">Its id.</param>
/// <param name="Status">The status that it would have been answered with by itself.</param>
/// <param name="Body">The body of that answer, JSON.</param>
internal sealed record BatchAnswer(string CustomId, int Status, byte[] Body);
