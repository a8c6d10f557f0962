namespace TogetherAI.Local.Batches;

/// <summary>The file that a batch's requests are in.</summary>
internal sealed record StoredInput(string FileId, string Path, long Bytes);
