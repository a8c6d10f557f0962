using System.Security.Cryptography;
using TogetherAI.Engine.Constraints.Decoding;
using TogetherAI.Engine.Sampling;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Generation;

/// <summary>
/// Makes the steps of one completion from logits: draws the token, finds the text that is safe to show and whether it ends. What it makes
/// depends on the logits and on what it made before, and on nothing else. Not thread-safe.
/// </summary>
internal sealed class StepMaker
{
    private readonly GenerationRequest _request;
    private readonly IReadOnlyList<int> _ends;
    private readonly int _contextLength;
    private readonly string _weights;
    private readonly TokenTextDecoder _text;
    private readonly StopStringMatcher _stops;
    private readonly Sampler _sampler;
    private readonly ConstrainedOutput? _output;
    private List<PromptLogProb>? _promptLogProbs;
    private int _generated;

    public StepMaker(GenerationRequest request, LanguageModel model, int contextLength)
    {
        _weights = model.Decoder.Source;
        _request = request;
        _contextLength = contextLength;
        _ends = request.IgnoreEndOfSequence ? [] : model.Defaults.EndOfSequenceTokens;
        _text = model.Tokenizer.CreateDecoder(request.SkipSpecialTokens);
        _stops = new StopStringMatcher(request.StopStrings);
        ulong seed = request.Sampling.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        _sampler = new Sampler(request.Sampling, seed, [.. request.Prompt]);
        _output = request.Constraint is { } constraint ? new ConstrainedOutput(constraint, model) : null;
        _promptLogProbs = request.PromptLogProbs ? [new PromptLogProb(request.Prompt[0], null, [])] : null;
    }

    /// <summary>Tokens of the prompt that still want a score; 0 where none were asked for.</summary>
    public int PromptToScore => _promptLogProbs is null ? 0 : _request.Prompt.Count - _promptLogProbs.Count;

    /// <summary>Most tokens that may still come.</summary>
    public int TokensLeft => Math.Min(_request.MaxTokens ?? int.MaxValue, _contextLength - _request.Prompt.Count) - _generated;

    /// <summary>The step that needs no logits, because nothing may follow; null where there is more to say.</summary>
    public GenerationStep? WithoutToken() =>
        _request.MaxTokens == 0 ? Finish(StopReason.MaxTokens)
        : _request.Prompt.Count + _generated == _contextLength ? Finish(StopReason.ContextFull)
        : _output is { HasEnded: true } ? Finish(StopReason.EndOfSequence)
        : null;

    /// <summary>The next step, from the logits after the tokens so far.</summary>
    public GenerationStep Next(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        float normaliser = Normaliser(logits, buffers);
        int token = _sampler.Next(logits, buffers, _output is null ? [] : _output.Allowed());
        _generated++;

        bool ended = _ends.Contains(token);
        if (!ended)
            _output?.Append(token);
        string text = ended ? "" : _stops.Append(_text.Append(token));
        StopReason? stop =
            ended ? StopReason.EndOfSequence
            : _stops.Found is not null ? StopReason.StopString
            : _generated == _request.MaxTokens ? StopReason.MaxTokens
            : _request.Prompt.Count + _generated == _contextLength ? StopReason.ContextFull
            : null;
        if (stop is not null and not StopReason.StopString)
        {
            // What was held back is text after all, unless its last half character completes a stop string.
            text += _stops.Append(_text.Flush());
            if (_stops.Found is null)
                text += _stops.Flush();
            else
                stop = StopReason.StopString;
        }

        return new GenerationStep
        {
            Token = token,
            Text = text,
            LogProb = logits[token] - normaliser,
            TopLogProbs = LogProbabilities.Top(logits, normaliser, _request.TopLogProbs ?? 0, buffers),
            Stop = stop,
            StopString = _stops.Found,
            Seed = _sampler.Seed,
            PromptLogProbs = TakePromptLogProbs(),
        };
    }

    /// <summary>The tokens that its constraint leaves no choice about, as the tokenizer would write them; mostly none.</summary>
    public IReadOnlyList<int> Forced() => _output?.Forced() ?? [];

    /// <summary>What may be drawn <paramref name="ahead"/> tokens from now, from the logits of another model.</summary>
    public int Guess(ReadOnlySpan<float> logits, SamplingBuffers buffers, int ahead) => _sampler.Guess(logits, buffers, ahead);

    /// <summary>Scores the next token of the prompt, from the logits before it.</summary>
    public void ScorePrompt(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        float normaliser = Normaliser(logits, buffers);
        int token = _request.Prompt[_promptLogProbs!.Count];
        TokenLogProb[] top = LogProbabilities.Top(logits, normaliser, _request.TopLogProbs ?? 0, buffers);
        _promptLogProbs.Add(new PromptLogProb(token, logits[token] - normaliser, top));
    }

    private GenerationStep Finish(StopReason reason) => new() { Stop = reason, Seed = _sampler.Seed, PromptLogProbs = TakePromptLogProbs() };

    private List<PromptLogProb>? TakePromptLogProbs()
    {
        List<PromptLogProb>? scores = _promptLogProbs;
        _promptLogProbs = null;
        return scores;
    }

    private float Normaliser(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        float normaliser = LogProbabilities.Normaliser(logits, buffers);
        return float.IsFinite(normaliser)
            ? normaliser
            : throw new ModelFormatException(_weights, null, "gives logits that are not numbers: its weights are damaged.");
    }
}
