using System.Runtime.CompilerServices;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Local.Answers.Speech;
using TogetherAI.Local.Catalog;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Answers;

// The client has types of these names too, and its namespace encloses this one.
using GenerationRequest = TogetherAI.Engine.Generation.GenerationRequest;
using TokenLogProb = TogetherAI.Engine.Generation.TokenLogProb;

/// <summary>What a model answers.</summary>
internal sealed class ModelAnswer(
    EngineModel model, ApiCall call, GenerationCall request, string prompt, int[] tokens, int maxTokens, Speaking? speaking,
    OutputConstraint? constraint) : Answer
{
    private readonly long _seed = request.Seed ?? DefaultSeed.Of(call.Request.Body, call.ServerSeed);

    public override int PromptTokens => tokens.Length;

    public override long SeedOf(int choice) => unchecked(_seed + choice);

    public override IAsyncEnumerable<AnswerPiece> ReadAsync(int choice, CancellationToken cancellationToken) => speaking is { } how
        ? SpeechReader.ReadAsync(GenerateAsync(choice, cancellationToken), how.Parser(), $"call-{call.Request.Id}-{choice}", cancellationToken)
        : GenerateAsync(choice, cancellationToken);

    public override async ValueTask<WirePrompt> EchoAsync(CancellationToken cancellationToken)
    {
        if (request.LogProbs is null)
            return new WirePrompt(prompt);
        WireLogProbs logProbs = new();
        GenerationRequest reading = new() { Prompt = tokens, MaxTokens = 0, PromptLogProbs = true, TopLogProbs = request.LogProbs, Caller = call.Caller };
        await foreach (GenerationStep step in model.Engine.GenerateAsync(reading, cancellationToken).ConfigureAwait(false))
        {
            foreach (PromptLogProb token in step.PromptLogProbs ?? [])
            {
                float? logProb = token.LogProb is { } known ? Finite(known) : null;
                logProbs.Add(token.Token, model.TextOf(token.Token), logProb, Top(token.TopLogProbs));
            }
        }

        return new WirePrompt(prompt) { Logprobs = logProbs };
    }

    private async IAsyncEnumerable<AnswerPiece> GenerateAsync(int choice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GenerationRequest generation = new()
        {
            Prompt = tokens,
            MaxTokens = maxTokens,
            Sampling = Sampling(choice),
            StopStrings = request.Stop,
            TopLogProbs = request.LogProbs,
            Constraint = constraint,
            Caller = call.Caller,
            SkipSpecialTokens = speaking is not { Dialect.UsesSpecialTokens: true },
        };
        await foreach (GenerationStep step in model.Engine.GenerateAsync(generation, cancellationToken).ConfigureAwait(false))
        {
            yield return new AnswerPiece
            {
                TokenId = step.Token,
                Text = step.Text,
                TokenText = step.Token is { } token ? model.TextOf(token) : "",
                LogProb = Finite(step.LogProb),
                Special = step.Token is { } id && model.Tokenizer.IsSpecial(id),
                TopLogProbs = request.LogProbs is null ? null : Top(step.TopLogProbs),
                FinishReason = step.Stop switch
                {
                    null => null,
                    StopReason.EndOfSequence => FinishReasons.EndOfSequence,
                    StopReason.StopString => FinishReasons.Stop,
                    _ => FinishReasons.Length,
                },
            };
        }
    }

    private SamplingOptions Sampling(int choice) => new()
    {
        // What a request leaves open, the model's authors recommend; without a word from them the likeliest token is taken.
        Temperature = request.Temperature ?? model.Weights.Defaults.Temperature ?? 0,
        TopK = (request.TopK ?? model.Weights.Defaults.TopK) is { } topK and > 0 ? topK : null,
        TopP = (request.TopP ?? model.Weights.Defaults.TopP) is { } topP ? Math.Max(topP, float.Epsilon) : null,
        MinP = request.MinP ?? model.Weights.Defaults.MinP,
        RepetitionPenalty = request.RepetitionPenalty ?? model.Weights.Defaults.RepetitionPenalty ?? 1,
        PresencePenalty = request.PresencePenalty ?? 0,
        FrequencyPenalty = request.FrequencyPenalty ?? 0,
        LogitBias = request.LogitBias,
        Seed = unchecked((ulong)SeedOf(choice)),
    };

    // Two tokens may have the same text (halves of characters); the likelier one comes first and stays.
    private Dictionary<string, float> Top(IReadOnlyList<TokenLogProb> top)
    {
        Dictionary<string, float> byText = [];
        foreach (TokenLogProb token in top)
            byText.TryAdd(model.TextOf(token.Token), Finite(token.LogProb));
        return byText;
    }

    // JSON has no infinity. Nothing that a model can say is less likely than this.
    private static float Finite(float logProb) => float.IsFinite(logProb) ? logProb : -9999;
}
