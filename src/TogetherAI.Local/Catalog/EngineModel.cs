using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Engine;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Embeddings;
using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Templates;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Answers.Speech;
using TogetherAI.Local.Chat;
using TogetherAI.Local.Completions;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Catalog;

/// <summary>A loaded model under the name that requests call it. Thread-safe.</summary>
internal sealed class EngineModel(string name, LanguageModel weights, GenerationEngine engine, TextEmbedderOptions? embedding = null)
{
    // What the service falls back to, reasoning included; a request that wants more says so.
    private const int DefaultMaxTokens = 2048;

    public string Name { get; } = name;

    /// <summary>Whether other servers of the process run it too, so that none of them may end it.</summary>
    public bool IsShared { get; init; }

    public GenerationEngine Engine { get; } = engine;

    public LanguageModel Weights { get; } = weights;

    public ModelEmbedder Embedder { get; } = new(name, weights, embedding);

    public Tokenizer Tokenizer => Weights.Tokenizer;

    /// <summary>The model's, or as much of it as there is memory for.</summary>
    public int ContextLength => Engine.ContextLength;

    /// <summary>As <c>GET /v1/models</c> has it: a model without a chat template only completes text.</summary>
    public string Type => Weights.HasChatTemplate ? "chat" : "language";

    public Answer Chat(ApiCall call, ChatCall chat, bool standIn)
    {
        RequireChat(chat);
        (string prompt, int[] tokens) = Render(chat, call.Time);
        Dialect dialect = Dialect.Of(Weights.ChatTemplate!.Source);
        bool reasons = dialect.Reasoning is var (open, _) && prompt.AsSpan().TrimEnd().EndsWith(open.TrimEnd(), StringComparison.Ordinal);
        Speaking speaking = new(dialect, reasons, FindsCalls: chat.Tools is not null, new ParameterKinds(chat.Tools));
        return Answer(call, chat, prompt, tokens, standIn, speaking, chat.Constraint(dialect, reasons));
    }

    /// <summary>How many tokens of a prompt a conversation makes.</summary>
    public int CountTokens(ChatCall chat, TimeProvider time)
    {
        RequireChat(chat);
        return Render(chat, time).Tokens.Length;
    }

    public Answer Complete(ApiCall call, CompletionCall completion, bool standIn)
    {
        // Whoever completes raw text writes the model's own marks into it; only the beginning is added, where the tokenizer says so.
        int[] text = Tokenizer.Encode(completion.Prompt, SpecialTokens.Parse);
        ReadOnlySpan<int> leading = Tokenizer.LeadingTokens;
        if (leading.IsEmpty && text.Length == 0 && Weights.BosToken is { } bos)
            leading = Tokenizer.Encode(bos, SpecialTokens.Parse);
        int[] prompt = text.AsSpan().StartsWith(leading) ? text : [.. leading, .. text];
        if (prompt.Length == 0)
            throw ApiException.Invalid("prompt", "prompt is empty, and this model has no token to begin a text with.");
        return Answer(call, completion, completion.Prompt, prompt, standIn, null, completion.Constraint);
    }

    /// <summary>A token's own text; half a character shows as U+FFFD.</summary>
    public string TextOf(int token) => Tokenizer.Decode([token]);

    private ModelAnswer Answer(
        ApiCall call, GenerationCall request, string prompt, int[] tokens, bool standIn, Speaking? speaking, OutputConstraint? constraint)
    {
        foreach (int token in request.LogitBias.Keys)
        {
            if (token >= Weights.Spec.VocabularySize)
            {
                throw ApiException.Invalid(
                    $"logit_bias.{token}",
                    $"logit_bias names the token {token}; the vocabulary has the ids 0 to {Weights.Spec.VocabularySize - 1}.");
            }
        }

        return new ModelAnswer(this, call, request, prompt, tokens, MaxTokens(request, tokens.Length, standIn), speaking, constraint);
    }

    private int MaxTokens(GenerationCall request, int promptTokens, bool standIn)
    {
        int room = ContextLength - promptTokens;
        if (room < 1)
        {
            throw ApiException.Invalid(
                request is ChatCall ? "messages" : "prompt",
                $"The prompt has {promptTokens} tokens; the context of {Name} has {ContextLength}, which must also hold the answer.",
                "context_length_exceeded");
        }

        if (request.MaxTokens is { } wanted && wanted > room && !request.Truncate && !standIn)
        {
            throw ApiException.Invalid(
                "max_tokens",
                $"The prompt has {promptTokens} tokens and max_tokens is {wanted}; the context of {Name} has {ContextLength}. "
                + $"Ask for at most {room}, or set context_length_exceeded_behavior to truncate.",
                "context_length_exceeded");
        }

        return Math.Min(request.MaxTokens ?? DefaultMaxTokens, room);
    }

    private void RequireChat(ChatCall chat)
    {
        if (chat.Unsupported is { } unsupported)
            throw unsupported;
        if (!Weights.HasChatTemplate)
            throw ApiException.Invalid("model", $"{Name} has no chat template, so it cannot chat. Use /v1/completions.");
    }

    private (string Prompt, int[] Tokens) Render(ChatCall chat, TimeProvider time)
    {
        try
        {
            ChatTemplateContext context = new()
            {
                Messages = chat.Messages,
                Tools = chat.Tools,
                AddGenerationPrompt = true,
                Variables = chat.TemplateVariables,
                TimeProvider = time,
            };
            int[] tokens = Weights.EncodePrompt(context, out string prompt);
            return (prompt, tokens);
        }
        catch (ChatTemplateException e)
        {
            // Templates refuse what a model was not trained for, such as two user turns in a row; and some cannot be read at all.
            throw ApiException.Invalid("messages", $"The chat template of {Name} cannot be used on the messages: {e.Message}");
        }
    }
}
