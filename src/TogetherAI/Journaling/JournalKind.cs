namespace TogetherAI;

/// <summary>What a journal's records are about. A journal of another kind, or of a newer version, is refused.</summary>
/// <param name="Name">1 to 12 characters of ASCII.</param>
/// <param name="Version">The version of the records' format, from 1; older ones are the reader's affair.</param>
internal sealed record JournalKind(string Name, ushort Version)
{
    public static JournalKind Leases { get; } = new("leases", 1);

    public static JournalKind BatchRuns { get; } = new("batch-run", 1);

    public static JournalKind BatchAnswers { get; } = new("answers", 1);
}
