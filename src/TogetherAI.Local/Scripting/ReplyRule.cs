using TogetherAI.Local.Scripting;

namespace TogetherAI.Local;

/// <summary>One reply of a <see cref="ScriptedChat"/>, in force. Thread-safe.</summary>
public sealed class ReplyRule
{
    private readonly Func<LoggedRequest, bool> _when;
    private readonly Func<LoggedRequest, ScriptedReply> _reply;
    private readonly UseCounter _uses;

    internal ReplyRule(Func<LoggedRequest, bool> when, int times, Func<LoggedRequest, ScriptedReply> reply) =>
        (_when, _uses, _reply) = (when, new UseCounter(times), reply);

    /// <summary>How many requests it has answered.</summary>
    public int Hits => _uses.Taken;

    internal bool TryTake(LoggedRequest request) => !_uses.IsUsedUp && _when(request) && _uses.TryTake();

    internal ScriptedReply Answer(LoggedRequest request) => _reply(request);
}
