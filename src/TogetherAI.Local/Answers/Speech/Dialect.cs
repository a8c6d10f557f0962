using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>How a family of models writes tool calls and reasoning, which its chat template teaches it. Immutable and thread-safe.</summary>
internal abstract class Dialect
{
    private static readonly HermesDialect s_hermes = new();

    // The marks of one family do not appear in the templates of another; the most telling come first.
    private static readonly Dialect[] s_known =
    [
        new HarmonyDialect(), new DeepSeekDialect(), new MistralDialect(), GemmaDialect.Function, GemmaDialect.Fourth, new QwenCoderDialect(), new GlmDialect(), s_hermes, new LlamaDialect(),
    ];

    /// <summary>A text by which a chat template shows that it teaches this.</summary>
    public abstract string Sign { get; }

    /// <summary>Whether some of the marks are special tokens, so that those must be shown.</summary>
    public virtual bool UsesSpecialTokens => false;

    /// <summary>The marks before calls. Where one is found, <see cref="Head"/> looks at the text from the mark on.</summary>
    public abstract IReadOnlyList<string> Openings { get; }

    /// <summary>Whether what the model says may begin with a call that no mark stands before.</summary>
    public virtual bool CallMayBeginAnswer => false;

    /// <summary>Signs that stand around what is said and mean nothing here.</summary>
    public virtual IReadOnlyList<string> Noise => [];

    /// <summary>The marks around arguments, where they can be written one by one; null where they are JSON.</summary>
    public virtual ArgumentMarks? Marks => null;

    /// <summary>The marks around reasoning; null where there is none to find.</summary>
    public virtual (string Open, string Close)? Reasoning => ("<think>", "</think>");

    /// <summary>The dialect that a template teaches. Hermes' where it shows no sign of any: most that are not known are made like that.</summary>
    public static Dialect Of(string? template) =>
        Array.Find(s_known, one => template?.Contains(one.Sign, StringComparison.Ordinal) == true) ?? s_hermes;

    /// <summary>The beginning of a call, up to its arguments.</summary>
    /// <param name="text">What was said from the mark on, or, where a call follows on another, from that one's end.</param>
    /// <param name="isFirst">Whether the mark stands at the beginning.</param>
    public abstract CallStep Head(string text, bool isFirst);

    /// <summary>What stands after the arguments.</summary>
    public abstract CallStep Tail(string text);

    /// <summary>What a model is held to where it must call one of several functions.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="several">Whether more calls than one may be made.</param>
    public abstract OutputConstraint Calls(IReadOnlyList<CallableFunction> functions, bool several);

    /// <summary>A constraint for each function, of which any.</summary>
    private protected static OutputConstraint Each(IReadOnlyList<CallableFunction> functions, Func<string, (string Before, string After)> around) =>
        OutputConstraint.AnyOf([.. functions.Select(function =>
        {
            (string before, string after) = around(function.Name);
            return OutputConstraint.Sequence(OutputConstraint.Exactly(before), function.Arguments, OutputConstraint.Exactly(after));
        })]);

    /// <summary>One call, or up to eight with something between them.</summary>
    private protected static OutputConstraint Repeated(OutputConstraint call, string between, bool several)
    {
        const int Most = 8;
        OutputConstraint calls = call;
        for (int i = 1; several && i < Most; i++)
            calls = OutputConstraint.Sequence(call, OutputConstraint.AnyOf(OutputConstraint.Exactly(""), OutputConstraint.Sequence(OutputConstraint.Exactly(between), calls)));
        return calls;
    }

    private protected static string Json(string name) =>
        System.Text.Json.JsonEncodedText.Encode(name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
