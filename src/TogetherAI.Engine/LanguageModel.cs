using TogetherAI.Engine.Constraints.Decoding;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Templates;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine;

/// <summary>
/// A model in Hugging Face's layout or in GGUF: its weights (mapped, not read), its tokenizer and its chat template. Run it with a
/// <see cref="Generation.GenerationEngine"/>. Immutable and thread-safe; engines may share one.
/// </summary>
public sealed class LanguageModel : IDisposable
{
    private readonly ModelFiles _files;
    private readonly Lock _gate = new();
    private readonly Lazy<ChatTemplate>? _template;
    private readonly Lazy<TokenTable> _tokens;
    private readonly Lazy<PromptGuard> _guard;
    private int _users;
    private bool _disposed;

    private LanguageModel(ModelFiles files, ModelContent content)
    {
        _files = files;
        Decoder = content.Decoder;
        Tokenizer = content.Tokenizer;
        _template = content.Config.TemplateText is null ? null : new Lazy<ChatTemplate>(content.Config.ParseTemplate);
        BosToken = content.Config.BosToken;
        EosToken = content.Config.EosToken;
        Defaults = content.Defaults;
        _guard = new Lazy<PromptGuard>(() => new PromptGuard(Tokenizer.SpecialTexts));
        _tokens = new Lazy<TokenTable>(() => new TokenTable(
            Tokenizer.VocabularySize,
            id => Tokenizer.IsSpecial(id) || Defaults.EndOfSequenceTokens.Contains(id) ? [] : Tokenizer.GetBytes(id).ToArray()));
    }

    /// <summary>The model's name: its folder's, or its GGUF file's without the ending and the number of a part.</summary>
    public string Name => _files.Name;

    /// <summary>The decoder's shape.</summary>
    public ModelSpec Spec => Decoder.Spec;

    /// <summary>Turns text into token ids and back.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Whether the model comes with a chat template, as base models do not.</summary>
    public bool HasChatTemplate => _template is not null;

    /// <summary>
    /// Writes a conversation as a prompt; null where the model has no template. Parsed when it is first asked for: a model whose template
    /// cannot be read still completes text.
    /// </summary>
    /// <exception cref="ChatTemplateException">The template is no Jinja, or uses what is not supported.</exception>
    public ChatTemplate? ChatTemplate => _template?.Value;

    /// <summary>The text of the token that begins a sequence; null where the model has none.</summary>
    public string? BosToken { get; }

    /// <summary>The text of the token that ends a sequence; null where the model has none.</summary>
    public string? EosToken { get; }

    /// <summary>What the model's authors recommend for generation, and the tokens that end it.</summary>
    public GenerationDefaults Defaults { get; }

    internal Decoder Decoder { get; }

    /// <summary>The tokens as constraints look at them; made when first asked for.</summary>
    internal TokenTable Tokens => _tokens.Value;

    /// <summary>Loads a model from a folder or a GGUF file.</summary>
    /// <param name="path">
    /// A folder that holds <c>config.json</c>, <c>model.safetensors</c> (or its shards) and <c>tokenizer.json</c> (or else Mistral's
    /// <c>tekken.json</c>), or one GGUF model; or a GGUF file itself, of a model in several parts any one.
    /// </param>
    /// <param name="options">How to load it; null for the defaults.</param>
    /// <returns>The model, which the caller must dispose.</returns>
    /// <exception cref="DirectoryNotFoundException">There is neither such a folder nor such a file.</exception>
    /// <exception cref="ModelFormatException">A file is missing or broken, or asks for something that this engine cannot run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public static LanguageModel Load(string path, LanguageModelOptions? options = null) =>
        Load(File.Exists(path) ? ModelFiles.FromGguf(path) : ModelFiles.FromFolder(path), options);

    /// <summary>Loads a model from wherever its files are.</summary>
    /// <param name="files">The files. The model owns them from here on and disposes them, also when loading fails.</param>
    /// <param name="options">How to load it; null for the defaults.</param>
    /// <returns>The model, which the caller must dispose.</returns>
    /// <exception cref="ModelFormatException">A file is missing or broken, or asks for something that this engine cannot run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public static LanguageModel Load(ModelFiles files, LanguageModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            options?.Validate();
            return new LanguageModel(files, ModelContent.Of(files, options));
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes a conversation as the text of a prompt, with the model's template and its begin and end tokens. In the text nothing tells any more
    /// what the template wrote and what somebody said: take <see cref="EncodePrompt"/> for a model.
    /// </summary>
    /// <param name="context">The conversation. Where it names no begin or end token, the model's own are taken.</param>
    /// <returns>The prompt's text.</returns>
    /// <exception cref="InvalidOperationException">The model has no chat template.</exception>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, or cannot be run on it.</exception>
    public string RenderPrompt(ChatTemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (ChatTemplate is null)
            throw new InvalidOperationException($"The model '{Name}' has no chat template: it is no chat model. Complete a plain prompt with it instead.");
        return ChatTemplate.Render(context with { BosToken = context.BosToken ?? BosToken, EosToken = context.EosToken ?? EosToken });
    }

    /// <summary>
    /// Writes a conversation as the tokens of a prompt. Special tokens that the template writes are those tokens; where their written form stands
    /// in the conversation itself, in messages, tools or variables, it is text like any other, so that nobody can end a turn by writing so.
    /// </summary>
    /// <param name="context">The conversation. Where it names no begin or end token, the model's own are taken.</param>
    /// <param name="text">The prompt's text, as <see cref="RenderPrompt"/> gives it.</param>
    /// <returns>The tokens.</returns>
    /// <exception cref="InvalidOperationException">The model has no chat template.</exception>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, or cannot be run on it.</exception>
    public int[] EncodePrompt(ChatTemplateContext context, out string text)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_guard.Value.Guarded(context) is not var (guarded, guard))
            return Tokenizer.Encode(text = RenderPrompt(context), SpecialTokens.Parse);
        string prompt = RenderPrompt(guarded);
        text = prompt.Replace(guard.ToString(), string.Empty, StringComparison.Ordinal);
        return Tokenizer.EncodeGuarded(prompt, guard);
    }

    /// <summary>
    /// Ends the mapping of the files. An engine that still runs the model keeps them until it is disposed itself.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            if (_users == 0)
                Free();
        }
    }

    /// <summary>Keeps the weights mapped: reading an unmapped address would end the process.</summary>
    internal void Acquire()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _users++;
        }
    }

    internal void Release()
    {
        lock (_gate)
        {
            if (--_users == 0 && _disposed)
                Free();
        }
    }

    private void Free()
    {
        _files.Dispose();
        Decoder.Tiles?.Dispose();
    }
}
