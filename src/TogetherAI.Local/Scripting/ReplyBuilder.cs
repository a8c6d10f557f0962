namespace TogetherAI.Local;

/// <summary>
/// A scripted reply in the making; its last word puts it in force. Not thread-safe; used by the one who writes the script.
/// </summary>
public sealed class ReplyBuilder
{
    private readonly ScriptedChat _script;
    private readonly Func<LoggedRequest, bool> _when;
    private int _times = int.MaxValue;

    internal ReplyBuilder(ScriptedChat script, Func<LoggedRequest, bool> when) => (_script, _when) = (script, when);

    /// <summary>Answers so many requests and is then used up: the next reply that fits takes over. Default: every request.</summary>
    /// <param name="count">1 or more.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public ReplyBuilder Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _times = count;
        return this;
    }

    /// <summary>Answers with a text, or with a whole <see cref="ScriptedReply"/>.</summary>
    /// <param name="reply">The answer; a string will do.</param>
    /// <returns>The reply, in force.</returns>
    public ReplyRule Reply(ScriptedReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Reply(_ => reply);
    }

    /// <summary>Answers with what a function makes of the request.</summary>
    /// <param name="reply">Called on the server's threads, possibly for several requests at once; may return a string.</param>
    /// <returns>The reply, in force.</returns>
    public ReplyRule Reply(Func<LoggedRequest, ScriptedReply> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return _script.Add(new ReplyRule(_when, _times, reply));
    }

    /// <summary>Answers with one tool call and no text.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">Its arguments as JSON text. Default: an empty object.</param>
    /// <returns>The reply, in force.</returns>
    public ReplyRule CallTool(string name, string arguments = "{}")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(arguments);
        return Reply(new ScriptedReply { ToolCalls = [new ScriptedToolCall(name, arguments)] });
    }
}
