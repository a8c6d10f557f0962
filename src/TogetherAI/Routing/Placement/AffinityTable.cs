namespace TogetherAI;

/// <summary>
/// Remembers which lane served a conversation, whose prompt that lane still has in its cache. 4,096 places, each one word that holds part
/// of the key, the lane and when it is forgotten; two conversations in one place push each other out, which costs a cache miss and no more.
/// Lock-free; allocates nothing after it is made.
/// </summary>
internal sealed class AffinityTable(TimeProvider time, TimeSpan timeToLive)
{
    private const int Places = 4096;

    /// <summary>How much of a prompt tells conversations apart.</summary>
    private const int KeyCharacters = 4096;

    private const long SecondsMask = (1 << 24) - 1; // 194 days, then around

    private readonly long _origin = time.GetTimestamp();
    private readonly long _secondsToLive = Math.Clamp((long)Math.Ceiling(timeToLive.TotalSeconds), 1, SecondsMask / 2);
    private readonly long[] _places = new long[Places]; // 32 bits of the key, 8 of lane + 1, 24 of seconds; 0 is empty

    private long Seconds => (long)time.GetElapsedTime(_origin).TotalSeconds;

    /// <summary>The key of a session's name.</summary>
    public static ulong KeyOf(string session) => StableHash.Mix(StableHash.Add(StableHash.Seed, session));

    /// <summary>
    /// The key of a conversation: its beginning, to the end of the first message that is the user's, at most 4,096 characters. It stays the
    /// same as the conversation goes on. Null where there is no text to go by.
    /// </summary>
    public static ulong? KeyOf(IReadOnlyList<ChatMessage> messages)
    {
        ulong hash = StableHash.Seed;
        int left = KeyCharacters;
        for (int i = 0; i < messages.Count && left > 0; i++)
        {
            ReadOnlySpan<char> text = messages[i].Text;
            text = text[..Math.Min(text.Length, left)];
            left -= text.Length;
            hash = StableHash.Add(StableHash.Add(hash, messages[i].Role.Value), text);
            if (messages[i].Role == ChatRole.User)
                break;
        }

        return left == KeyCharacters ? null : StableHash.Mix(hash);
    }

    /// <summary>The lane that served the key, if that is not long ago.</summary>
    public int? Lane(ulong key)
    {
        long entry = Volatile.Read(ref _places[key % Places]);
        if (entry == 0 || (ulong)entry >> 32 != key >> 32)
            return null;
        long left = ((entry & SecondsMask) - Seconds) & SecondsMask;
        return left <= _secondsToLive ? (int)((entry >> 24) & 0xFF) - 1 : null;
    }

    /// <summary>A lane serves the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lane">The lane's number, 0 to 254.</param>
    public void Remember(ulong key, int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lane, 254);
        long forgottenAt = (Seconds + _secondsToLive) & SecondsMask;
        Volatile.Write(ref _places[key % Places], (long)((key >> 32) << 32) | ((long)(lane + 1) << 24) | forgottenAt);
    }
}
