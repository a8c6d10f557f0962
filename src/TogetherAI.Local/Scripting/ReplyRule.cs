namespace TogetherAI.Local;

/// <summary>One reply of a <see cref="ScriptedChat"/>, in force. Thread-safe.</summary>
public sealed class ReplyRule
{
    private readonly Func<LoggedRequest, bool> _when;
    private readonly Func<LoggedRequest, ScriptedReply> _reply;
    private readonly int _times;
    private int _hits;

    internal ReplyRule(Func<LoggedRequest, bool> when, int times, Func<LoggedRequest, ScriptedReply> reply) =>
        (_when, _times, _reply) = (when, times, reply);

    /// <summary>How many requests it has answered.</summary>
    public int Hits => Math.Min(Volatile.Read(ref _hits), _times);

    internal bool TryTake(LoggedRequest request)
    {
        if (Volatile.Read(ref _hits) >= _times || !_when(request))
            return false;
        // Two requests may both have seen the last one free; one of them gets it.
        if (Interlocked.Increment(ref _hits) <= _times)
            return true;
        Interlocked.Decrement(ref _hits);
        return false;
    }

    internal ScriptedReply Answer(LoggedRequest request) => _reply(request);
}
