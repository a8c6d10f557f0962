namespace TogetherAI.Local.Answers.Speech;

/// <summary>
/// <c>&lt;tool_call&gt;name&lt;arg_key&gt;city&lt;/arg_key&gt;&lt;arg_value&gt;Paris&lt;/arg_value&gt;&lt;/tool_call&gt;</c>, with line breaks between in some
/// versions: GLM 4.5 and later.
/// </summary>
internal sealed class GlmDialect : MarkedDialect
{
    public override string Sign => "<arg_key>";

    public override bool UsesSpecialTokens => true;

    public override IReadOnlyList<string> Openings { get; } = [Opening];

    // What the next turn begins with ends an answer.
    public override IReadOnlyList<string> Noise { get; } = ["<|observation|>", "<|user|>", "<|endoftext|>"];

    public override ArgumentMarks? Marks { get; } = new("<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", Closing, OnLines: false);

    protected override CallStep MarkedHead(string text)
    {
        MarkReader reader = new(text);
        if (!reader.Take(Opening))
            return reader.Fail();
        reader.SkipSpace();
        int length = text.AsSpan(reader.At).IndexOfAny('\n', '<');
        if (length < 0)
            return text.Length - reader.At <= LongestName && text.AsSpan(reader.At) is not ['{', ..] ? CallStep.Incomplete : CallStep.No;
        string name = text.Substring(reader.At, length).Trim();
        return IsName(name) ? new CallStep(true, reader.At + length, name, IsMarked: true) : CallStep.No;
    }

    protected override (string Before, string After) Around(string name) => ($"{Opening}{name}\n", Closing);
}
