namespace TogetherAI.Engine.Generation.Scheduling;

/// <summary>
/// Shares the rows of a pass among the prompts that are being read: evenly between callers, and between the prompts of each. What a short
/// prompt leaves of its share goes to the longer ones, so a short one is soon read beside a long one, and the long one goes on.
/// </summary>
internal static class PromptShares
{
    private static readonly Comparison<Sequence> s_bySharesWanted = static (a, b) =>
        Wanted(a) != Wanted(b) ? Wanted(a).CompareTo(Wanted(b)) : a.Turn.Arrival.CompareTo(b.Turn.Arrival);

    /// <summary>Sets <see cref="SequenceTurn.Rows"/> of each; their sum is at most <paramref name="rows"/>.</summary>
    public static void Divide(List<Sequence> reading, int rows)
    {
        foreach (Sequence sequence in reading)
            sequence.Turn.Account!.Reading = 0;
        foreach (Sequence sequence in reading)
            sequence.Turn.Account!.Reading++;
        reading.Sort(s_bySharesWanted);
        double weights = 0;
        foreach (Sequence sequence in reading)
            weights += Weight(sequence);
        foreach (Sequence sequence in reading)
        {
            double share = rows * Weight(sequence) / weights;
            sequence.Turn.Rows = Math.Min(rows, Math.Min(sequence.Unread, Math.Max(1, (int)Math.Round(share))));
            rows -= sequence.Turn.Rows;
            weights -= Weight(sequence);
        }
    }

    private static double Weight(Sequence sequence) => 1.0 / sequence.Turn.Account!.Reading;

    private static long Wanted(Sequence sequence) => (long)sequence.Unread * sequence.Turn.Account!.Reading;
}
