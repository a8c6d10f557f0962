using System.Security.Cryptography;
using System.Threading.Channels;
using TogetherAI.Engine.Constraints.Decoding;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Sampling;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine.Generation;

/// <summary>
/// One request on its way: where it stands, and the steps its reader has yet to take. The engine's thread advances it; the reader takes
/// steps and may abandon it at any time.
/// </summary>
internal sealed class Sequence
{
    private readonly GenerationRequest _request;
    private readonly int[] _prompt;
    private readonly IReadOnlyList<int> _ends;
    private readonly Channel<GenerationStep> _steps;
    private readonly int _stepsAhead;
    private readonly TokenTextDecoder _text;
    private readonly StopStringMatcher _stops;
    private readonly Sampler _sampler;
    private readonly ConstrainedOutput? _output;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int[] _last = new int[1];
    private List<PromptLogProb>? _promptLogProbs;
    private KeyValueCache? _cache;
    private volatile bool _abandoned;
    private int _read, _generated;

    public Sequence(GenerationRequest request, LanguageModel model, int stepsAhead)
    {
        _request = request;
        _prompt = [.. request.Prompt];
        _ends = request.IgnoreEndOfSequence ? [] : model.Defaults.EndOfSequenceTokens;
        _stepsAhead = stepsAhead;
        _steps = Channel.CreateBounded<GenerationStep>(new BoundedChannelOptions(stepsAhead) { SingleReader = true, SingleWriter = true });
        _text = model.Tokenizer.CreateDecoder(request.SkipSpecialTokens);
        _stops = new StopStringMatcher(request.StopStrings);
        _sampler = new Sampler(request.Sampling, request.Sampling.Seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), _prompt);
        _output = request.Constraint is { } constraint ? new ConstrainedOutput(constraint, model) : null;
        _promptLogProbs = request.PromptLogProbs ? [new PromptLogProb(_prompt[0], null, [])] : null;
    }

    public ChannelReader<GenerationStep> Steps => _steps.Reader;

    /// <summary>Completes when the engine holds nothing of this sequence any more.</summary>
    public Task Released => _released.Task;

    /// <summary>False while its reader is so far behind that the sequence waits for it.</summary>
    public bool CanAdvance => _abandoned || _steps.Reader.Count < _stepsAhead;

    /// <summary>The reader wants no more.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>Reads a piece of the prompt or generates a token. Returns false when the sequence has ended.</summary>
    public bool Advance(Workspace workspace)
    {
        if (_abandoned)
            return false;
        try
        {
            return Compute(workspace);
        }
        catch (Exception fault)
        {
            // One sequence's fault is its reader's to see; the engine and the other sequences go on.
            _steps.Writer.TryComplete(fault);
            return false;
        }
    }

    /// <summary>Gives back what the sequence held; a reader that still waits gets the reason.</summary>
    public void Release(Exception? reason = null)
    {
        _cache?.Dispose();
        _cache = null;
        _steps.Writer.TryComplete(reason);
        _released.TrySetResult();
    }

    private bool Compute(Workspace workspace)
    {
        _cache ??= new KeyValueCache(workspace.Blocks, workspace.Spec.HeadSize);
        ReadOnlySpan<int> tokens = _read == _prompt.Length
            ? _last
            : _prompt.AsSpan(_read, Math.Min(_prompt.Length - _read, workspace.Pass.MaxTokens));
        workspace.Pass.Run(tokens, _cache);
        if (_read < _prompt.Length)
        {
            ScorePrompt(workspace, tokens.Length);
            _read += tokens.Length;
            if (_read < _prompt.Length)
                return true;
        }

        // The prompt alone may use up what was asked for.
        if (_request.MaxTokens == 0 || _cache.Length == workspace.Spec.ContextLength)
            return Write(new GenerationStep { Stop = _request.MaxTokens == 0 ? StopReason.MaxTokens : StopReason.ContextFull });
        if (_output is { HasEnded: true })
            return Write(new GenerationStep { Stop = StopReason.EndOfSequence });
        workspace.Pass.Logits(tokens.Length - 1, 1, workspace.Logits);
        return Write(Choose(workspace));
    }

    private GenerationStep Choose(Workspace workspace)
    {
        ReadOnlySpan<float> logits = workspace.Logits.Slice(0, workspace.Spec.VocabularySize);
        float normaliser = Normaliser(logits, workspace);
        int token = _sampler.Next(logits, workspace.Sampling, _output is null ? [] : _output.Allowed());
        _last[0] = token;
        _generated++;

        bool ended = _ends.Contains(token);
        if (!ended)
            _output?.Append(token);
        string text = ended ? "" : _stops.Append(_text.Append(token));
        StopReason? stop =
            ended ? StopReason.EndOfSequence
            : _stops.Found is not null ? StopReason.StopString
            : _generated == _request.MaxTokens ? StopReason.MaxTokens
            : _prompt.Length + _generated == workspace.Spec.ContextLength ? StopReason.ContextFull
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
            TopLogProbs = LogProbabilities.Top(logits, normaliser, _request.TopLogProbs ?? 0, workspace.Sampling),
            Stop = stop,
            StopString = _stops.Found,
        };
    }

    /// <summary>The engine asked <see cref="CanAdvance"/> first, so there is room. Returns whether the sequence goes on.</summary>
    private bool Write(GenerationStep step)
    {
        _steps.Writer.TryWrite(step with { Seed = _sampler.Seed, PromptLogProbs = _promptLogProbs });
        _promptLogProbs = null;
        return step.Stop is null;
    }

    private void ScorePrompt(Workspace workspace, int tokens)
    {
        int size = workspace.Spec.VocabularySize;
        int end = Math.Min(tokens, _prompt.Length - 1 - _read);
        for (int first = 0; _promptLogProbs is not null && first < end; first += Workspace.PromptLogitRows)
        {
            int count = Math.Min(Workspace.PromptLogitRows, end - first);
            workspace.Pass.Logits(first, count, workspace.PromptLogits);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> logits = workspace.PromptLogits.Slice(i * size, size);
                float normaliser = Normaliser(logits, workspace);
                int token = _prompt[_read + first + i + 1];
                _promptLogProbs.Add(new PromptLogProb(
                    token, logits[token] - normaliser, LogProbabilities.Top(logits, normaliser, _request.TopLogProbs ?? 0, workspace.Sampling)));
            }
        }
    }

    private static float Normaliser(ReadOnlySpan<float> logits, Workspace workspace)
    {
        float normaliser = LogProbabilities.Normaliser(logits, workspace.Sampling);
        return float.IsFinite(normaliser)
            ? normaliser
            : throw new ModelFormatException(TensorStore.SingleFile, null, "gives logits that are not numbers: its weights are damaged.");
    }
}
