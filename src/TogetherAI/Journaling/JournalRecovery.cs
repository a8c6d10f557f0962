namespace TogetherAI;

/// <summary>What was found when a journal was opened.</summary>
/// <param name="Records">How many records were read.</param>
/// <param name="DroppedBytes">How many bytes at the end were no whole record, and are gone: what a crash left of a write that was never committed.</param>
internal readonly record struct JournalRecovery(long Records, long DroppedBytes);
