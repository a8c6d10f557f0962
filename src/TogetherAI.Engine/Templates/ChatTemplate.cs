using TogetherAI.Engine.Templates.Evaluation;
using TogetherAI.Engine.Templates.Syntax;

namespace TogetherAI.Engine.Templates;

/// <summary>
/// A model's chat template: turns a conversation into the prompt that the model was trained on. Written in Jinja
/// (https://jinja.palletsprojects.com, 3.1) as Hugging Face's <c>apply_chat_template</c> runs it: <c>trim_blocks</c> and
/// <c>lstrip_blocks</c> on, loop controls, <c>tojson</c> without HTML escapes, <c>raise_exception</c>, <c>strftime_now</c>.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. A template is untrusted input: it reaches nothing but its variables, and its depth, steps and output are
/// bounded.
/// </remarks>
public sealed class ChatTemplate
{
    private readonly string _file;
    private readonly IReadOnlyList<Statement> _body;

    private ChatTemplate(string source, string file, IReadOnlyList<Statement> body)
    {
        Source = source;
        _file = file;
        _body = body;
    }

    /// <summary>The template's text as it was read.</summary>
    public string Source { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="source">The template's text, of at most 1,048,576 UTF-16 units.</param>
    /// <param name="file">The name of the file that it came from, for messages. Default <c>tokenizer_config.json</c>.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ChatTemplateException">The text is no Jinja, or uses a statement, filter or test that is not supported.</exception>
    public static ChatTemplate Parse(string source, string file = "tokenizer_config.json")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(file);
        return new ChatTemplate(source, file, Parser.Parse(source, file));
    }

    /// <summary>Renders a conversation.</summary>
    /// <param name="context">The conversation and what goes with it.</param>
    /// <returns>The prompt. Its special tokens are written out: encode it with <see cref="Tokenization.SpecialTokens.Parse"/>.</returns>
    /// <exception cref="ChatTemplateException">
    /// The template refuses the conversation (<see cref="ChatTemplateException.RaisedByTemplate"/>), fails on it, or goes beyond its
    /// limits.
    /// </exception>
    public string Render(ChatTemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Evaluator(_file, context.TimeProvider).Render(_body, TemplateGlobals.Create(context, _file));
    }
}
