namespace TogetherAI.Local.Answers;

internal static class FinishReasons
{
    /// <summary>A stop string of the request, or the end of a scripted reply.</summary>
    public const string Stop = "stop";

    /// <summary>The model's own end token; only this service tells it apart from <see cref="Stop"/>.</summary>
    public const string EndOfSequence = "eos";

    public const string Length = "length";

    public const string ToolCalls = "tool_calls";
}
