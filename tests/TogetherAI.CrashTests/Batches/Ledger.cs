using System.Collections.Concurrent;
using System.Globalization;
using TogetherAI.CrashTests.Hosting;

namespace TogetherAI.CrashTests.Batches;

/// <summary>
/// Keeps book at the cloud, request by request, and passes the verdict: each was answered once, and what was written down for a key is the answer to
/// that key's own request. Some requests fail the first time. Thread-safe.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> _answered = [];
    private readonly ConcurrentDictionary<string, int> _answeredAlone = [];
    private readonly ConcurrentDictionary<string, int> _failed = [];
    private readonly CrashCloud _cloud;

    public Ledger(CrashCloud cloud)
    {
        _cloud = cloud;
        cloud.Faults.OnBatchRequests().When(request => Stumbles(request.LastUserText) && _failed.TryAdd(request.LastUserText, 1)).Respond(500, message: "stumbled");
        cloud.Chat.Always().Reply(request =>
        {
            bool isAlone = !request.Id.StartsWith("batch-", StringComparison.Ordinal);
            (isAlone ? _answeredAlone : _answered).AddOrUpdate(request.LastUserText, 1, static (_, times) => times + 1);
            return AnswerTo(request.LastUserText);
        });
    }

    /// <summary>What the cloud answers to a key's request, and to no other's.</summary>
    public static string AnswerTo(string key) => "re: " + key;

    /// <param name="all">The keys of the corpora; each is its request's text.</param>
    /// <param name="written">What was written down: keys and texts, once for each time.</param>
    /// <param name="kills">How many programs died, each with a few requests on their way by themselves: whether those were answered nobody can tell, and they are asked again.</param>
    /// <param name="what">How the last line begins.</param>
    /// <param name="output">Takes the last line, and the one before.</param>
    /// <returns>The exit code.</returns>
    public int Judge(IReadOnlyCollection<string> all, IReadOnlyCollection<(string Key, string Text)> written, int kills, string what, TextWriter output)
    {
        // The cloud's batches bear the hash of a key.
        Dictionary<string, int> takenIn = _cloud.Batches.SelectMany(static batch => batch.CustomIds).GroupBy(static id => id).ToDictionary(static same => same.Key, static same => same.Count());
        HashSet<string> right = [.. written.Where(static line => line.Text == AnswerTo(line.Key)).Select(static line => line.Key)];
        int mixedUp = written.Count(static line => line.Text != AnswerTo(line.Key));
        int lost = all.Count(key => !right.Contains(key) || !takenIn.ContainsKey(IdOf(key)));
        (int InJobs, int Alone)[] needless = [.. all.Select(key => Needless(key, takenIn))];
        int again = needless.Sum(static key => key.Alone);
        int doubled = needless.Sum(static key => key.InJobs) + written.Count - written.DistinctBy(static line => line.Key).Count() + Math.Max(0, again - (kills * LabellingProgram.RequestsAtATime));
        int strange = takenIn.Keys.Except(all.Select(IdOf)).Count();
        output.WriteLine(FormattableString.Invariant($"{_failed.Count} requests failed the first time, {_answeredAlone.Count} were answered by themselves; {again} of those answers were given without need (of each program that died, up to {LabellingProgram.RequestsAtATime} were on their way); mixed up {mixedUp}, from nowhere {strange}"));
        output.WriteLine(FormattableString.Invariant($"{what}, requests {all.Count}, lost {lost}, doubled {doubled}"));
        return lost == 0 && doubled == 0 && mixedUp == 0 && strange == 0 ? 0 : 1;
    }

    /// <summary>Each fortieth or so fails once, so that further jobs are made, and some go by themselves.</summary>
    private static bool Stumbles(string key) => int.TryParse(key.AsSpan(key.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number % 37 == 0;

    private static string IdOf(string key)
    {
        byte[] id = new byte[CustomId.Length];
        CustomId.Write(CustomId.Of(key), id);
        return System.Text.Encoding.ASCII.GetString(id);
    }

    /// <summary>How often a request was put into a job, or answered by itself, without need: a failure is a reason to put it into another.</summary>
    private (int InJobs, int Alone) Needless(string key, Dictionary<string, int> takenIn)
    {
        int inJobs = Math.Max(takenIn.GetValueOrDefault(IdOf(key)) - _failed.GetValueOrDefault(key), _answered.GetValueOrDefault(key));
        int needlessInJobs = Math.Max(0, inJobs - 1);
        return (needlessInJobs, Math.Max(0, inJobs + _answeredAlone.GetValueOrDefault(key) - 1 - needlessInJobs));
    }
}
