namespace TogetherAI;

/// <summary>
/// Remembers which lane served a session last. 4,096 places, each the last writer's: a session that is pushed out starts anew, which costs a
/// prefill and nothing else. Lock-free; thread-safe.
/// </summary>
internal sealed class AffinityTable(TimeProvider time, TimeSpan timeToLive)
{
    private const int Places = 4096;

    /// <summary>How much of a conversation's beginning makes it the same one, in characters.</summary>
    private const int Beginning = 4096;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>The lane that served it last; null when none did lately.</summary>
    public int? Lane(ulong key) =>
        Volatile.Read(ref _entries[key % Places]) is { } entry && entry.Key == key && time.GetElapsedTime(entry.At) < timeToLive ? entry.Lane : null;

    /// <summary>A lane has served it.</summary>
    public void Remember(ulong key, int lane) => Volatile.Write(ref _entries[key % Places], new Entry(key, lane, time.GetTimestamp()));

    /// <summary>The key of a session.</summary>
    public static ulong KeyOf(string session) => Hash(14695981039346656037, session);

    /// <summary>The key of a conversation, by how it begins; null for an empty one.</summary>
    public static ulong? KeyOf(IReadOnlyList<ChatMessage> messages)
    {
        ulong hash = 14695981039346656037;
        int left = Beginning;
        for (int i = 0; i < messages.Count && left > 0; i++)
        {
            string text = messages[i].Text;
            hash = Hash(hash, text.AsSpan(0, Math.Min(left, text.Length)));
            left -= text.Length;
        }

        return left == Beginning ? null : hash;
    }

    /// <summary>FNV-1a, 64 bits: the same in every process, so that one seed gives one sequence of decisions.</summary>
    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash ^ (hash >> 29);
    }

    private sealed record Entry(ulong Key, int Lane, long At);
}
