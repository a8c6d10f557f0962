using TogetherAI.CrashTests.Hosting;

namespace TogetherAI.CrashTests.Batches;

/// <summary>The verdict on runs: what the cloud took in and what was written down must be the corpus, each of it once.</summary>
internal static class Ledger
{
    /// <param name="cloud">Keeps book of what it took in; that bears the hash of a key, not the key: so many in all, and none twice.</param>
    /// <param name="all">The keys of the corpus.</param>
    /// <param name="written">The keys of the results that were written down, once for each time.</param>
    /// <param name="what">How the last line begins.</param>
    /// <param name="output">Takes the last line.</param>
    /// <returns>The exit code.</returns>
    public static int Judge(CrashCloud cloud, IReadOnlyCollection<string> all, IReadOnlyCollection<string> written, string what, TextWriter output)
    {
        string[] takenIn = [.. cloud.Batches.SelectMany(static batch => batch.CustomIds)];
        int different = takenIn.Distinct().Count();
        int lost = all.Except(written).Count() + Math.Max(0, all.Count - different);
        int doubled = takenIn.Length - different + written.Count - written.Distinct().Count();
        output.WriteLine(FormattableString.Invariant($"{what}, requests {all.Count}, lost {lost}, doubled {doubled}"));
        return lost == 0 && doubled == 0 ? 0 : 1;
    }
}
