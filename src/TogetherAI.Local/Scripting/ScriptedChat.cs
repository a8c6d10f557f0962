namespace TogetherAI.Local;

/// <summary>
/// Answers written down beforehand, for tests in which a model's mood is not the point.
/// <code>cloud.Chat.When(r => r.LastUserText.Contains("money back")).Reply("refund");</code>
/// </summary>
/// <remarks>
/// Replies are tried in the order in which they were written; the first that fits and is not used up answers, under whatever model name
/// was asked for. What no reply fits goes to the model. Thread-safe.
/// </remarks>
public sealed class ScriptedChat
{
    private readonly Lock _gate = new();
    private readonly List<ReplyRule> _rules = [];

    internal ScriptedChat()
    {
    }

    /// <summary>Begins a reply to the chat requests that fit.</summary>
    /// <param name="predicate">Called on the server's threads, possibly for several requests at once.</param>
    /// <returns>What the reply shall be.</returns>
    public ReplyBuilder When(Func<LoggedRequest, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new ReplyBuilder(this, predicate);
    }

    /// <summary>Begins a reply to every chat request that no earlier reply fits.</summary>
    /// <returns>What the reply shall be.</returns>
    public ReplyBuilder Always() => new(this, static _ => true);

    /// <summary>Takes every reply back.</summary>
    public void Clear()
    {
        lock (_gate)
            _rules.Clear();
    }

    internal ReplyRule Add(ReplyRule rule)
    {
        lock (_gate)
            _rules.Add(rule);
        return rule;
    }

    internal ScriptedReply? TryAnswer(LoggedRequest request)
    {
        ReplyRule[] rules;
        lock (_gate)
            rules = [.. _rules];
        return rules.FirstOrDefault(rule => rule.TryTake(request))?.Answer(request);
    }
}
