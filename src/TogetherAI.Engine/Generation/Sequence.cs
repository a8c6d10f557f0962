using System.Runtime.InteropServices;
using System.Threading.Channels;
using TogetherAI.Engine.Generation.Speculation;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Generation;

/// <summary>
/// One request on its way: its tokens so far, how far the model has read them, and the steps its reader has yet to take. The engine's thread
/// advances it; the reader takes steps and may abandon it at any time.
/// </summary>
internal sealed class Sequence
{
    private readonly Channel<GenerationStep> _steps;
    private readonly int _stepsAhead;
    private readonly StepMaker _maker;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _promptLength;
    private readonly int[] _next;
    private KeyValueCache? _draftCache;
    private volatile bool _abandoned;

    public Sequence(GenerationRequest request, LanguageModel model, int contextLength, GenerationEngineOptions options)
    {
        Caller = request.Caller ?? "";
        _stepsAhead = options.StepsAhead;
        _steps = Channel.CreateBounded<GenerationStep>(new BoundedChannelOptions(_stepsAhead) { SingleReader = true, SingleWriter = true });
        _maker = new StepMaker(request, model, contextLength);
        _promptLength = request.Prompt.Count;
        Tokens = [.. request.Prompt];
        Keys = new PrefixKeys(Tokens);
        Draft = new Draft(options.Speculation.MaxTokens);
        _next = new int[options.Speculation.MaxTokens + 1];
    }

    public string Caller { get; }

    public ChannelReader<GenerationStep> Steps => _steps.Reader;

    /// <summary>Completes when the engine holds nothing of this sequence any more.</summary>
    public Task Released => _released.Task;

    /// <summary>How many steps its reader has room for.</summary>
    public int Room => _stepsAhead - _steps.Reader.Count;

    /// <summary>
    /// Whether its reader has taken enough for it to become active again. One step's room is not enough: it would be back to waiting, and
    /// what it computed anew lost, after one step.
    /// </summary>
    public bool CanReturn => Room * 2 >= _stepsAhead;

    public bool IsAbandoned => _abandoned;

    /// <summary>The last step was written, or the sequence failed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Prompt and completion.</summary>
    public List<int> Tokens { get; }

    /// <summary>The names under which blocks of these tokens are shared.</summary>
    public PrefixKeys Keys { get; }

    /// <summary>What the model remembers of the tokens; null before the first, and after the sequence had to give way.</summary>
    public KeyValueCache? Cache { get; private set; }

    /// <summary>Tokens that the model has yet to read; the last of them gives the next token.</summary>
    public int Unread => Tokens.Count - (Cache?.Length ?? 0);

    /// <summary>Most tokens that it is any use to guess: each becomes a step, and one comes without a guess.</summary>
    public int DraftLimit => Math.Min(Room, _maker.TokensLeft) - 1;

    /// <summary>What is guessed to follow the tokens.</summary>
    public Draft Draft { get; }

    /// <summary>What the scheduler notes about it.</summary>
    public SequenceTurn Turn { get; } = new();

    /// <summary>The reader wants no more.</summary>
    public void Abandon() => _abandoned = true;

    public void Begin(KeyValueBlockPool blocks) => Cache ??= new KeyValueCache(blocks);

    /// <summary>Gives back what it holds; what was computed is computed again, or found, when its turn comes back.</summary>
    public void GiveWay()
    {
        Cache?.Dispose();
        _draftCache?.Dispose();
        (Cache, _draftCache) = (null, null);
    }

    /// <summary>
    /// How far others' blocks may serve it: the last token must be read to know what follows, and a prompt that is to be scored must be read
    /// whole.
    /// </summary>
    public int ReusableTokens => _maker.PromptToScore > 0 ? 0 : Tokens.Count - 1;

    /// <summary>The tokens that the model is to read next, those guessed included.</summary>
    public ReadOnlySpan<int> NextTokens(int count)
    {
        if (Draft.Count == 0)
            return CollectionsMarshal.AsSpan(Tokens).Slice(Cache!.Length, count);
        _next[0] = Tokens[^1];
        Draft.Tokens.CopyTo(_next.AsSpan(1));
        return _next.AsSpan(0, count);
    }

    /// <summary>Guesses what its constraint leaves no choice about, or what the text itself suggests. False where there is neither.</summary>
    public bool TryGuess(int limit, bool fromText)
    {
        if (limit < 1)
            return false;
        try
        {
            if (_maker.Forced() is { Count: > 0 } forced && Draft.TryForce(forced, limit))
                return true;
        }
        catch (Exception fault)
        {
            Fail(fault);
            return false;
        }

        return fromText && Draft.TryLookUp(CollectionsMarshal.AsSpan(Tokens), Draft.Wanted(limit, DraftSource.Text));
    }

    /// <summary>What the draft model remembers of the tokens.</summary>
    public KeyValueCache BeginDraft(KeyValueBlockPool blocks) => _draftCache ??= new KeyValueCache(blocks);

    /// <summary>Tokens for the draft model: of the text, or the latest guess.</summary>
    public ReadOnlySpan<int> DraftTokens(int first, int count) => first < Tokens.Count
        ? CollectionsMarshal.AsSpan(Tokens).Slice(first, count)
        : Draft.Tokens.Slice(first - Tokens.Count, count);

    /// <summary>What the sequence would draw, <paramref name="ahead"/> tokens from now, from the draft model's logits.</summary>
    public int Guess(ReadOnlySpan<float> logits, SamplingBuffers buffers, int ahead) => _maker.Guess(logits, buffers, ahead);

    /// <summary>Tells the sequence that its next tokens have been read. Returns whether it now wants logits, to go on.</summary>
    public bool WantsLogits(int rows, ForwardPass pass, int firstRow, Workspace workspace)
    {
        try
        {
            ScorePrompt(rows, pass, firstRow, workspace);
            if (Cache!.Length >= _promptLength && Cache.Length - rows < _promptLength)
                Cache.PublishEnd(Keys, _promptLength - 1);
            if (Cache.Length < Tokens.Count)
                return false;
            if (_maker.WithoutToken() is not { } last)
                return true;
            Write(last);
        }
        catch (Exception fault)
        {
            Fail(fault);
        }

        return false;
    }

    /// <summary>
    /// Draws the next token from the logits after all tokens so far; of a guess, row by row as long as it holds. Returns whether there was a
    /// token to draw.
    /// </summary>
    public bool TryTake(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        if (HasEnded || !Draft.Holds)
            return false;
        try
        {
            GenerationStep step = _maker.WithoutToken() ?? _maker.Next(logits, buffers);
            Write(step);
            if (step.Token is not { } token)
                return false;
            Tokens.Add(token);
            Draft.Compare(token);
            return true;
        }
        catch (Exception fault)
        {
            Fail(fault);
            return false;
        }
    }

    /// <summary>Forgets what was computed for guesses that were wrong, and lets others find what is sure.</summary>
    public void Settle()
    {
        // The last token has not been read, or only as a guess that was not drawn from: as if it had not.
        if (Draft.Count > 0)
            Cache!.Truncate(Math.Min(Cache.Length, Tokens.Count - 1));
        Draft.Settle();
        if (_draftCache?.Length > Tokens.Count - 1)
            _draftCache.Truncate(Tokens.Count - 1);
        Cache!.Publish(Keys);
        _draftCache?.Publish(Keys);
    }

    /// <summary>One sequence's fault is its reader's to see; the engine and the other sequences go on.</summary>
    public void Fail(Exception fault)
    {
        HasEnded = true;
        _steps.Writer.TryComplete(fault);
    }

    /// <summary>Gives back what the sequence held; a reader that still waits gets the reason.</summary>
    public void Release(Exception? reason = null)
    {
        GiveWay();
        _steps.Writer.TryComplete(reason);
        _released.TrySetResult();
    }

    /// <summary>The scheduler made sure that there is room.</summary>
    private void Write(GenerationStep step)
    {
        HasEnded = step.Stop is not null;
        _steps.Writer.TryWrite(step);
    }

    /// <summary>The rows are those before the cache's present end; some may have been scored before the sequence had to give way.</summary>
    private void ScorePrompt(int rows, ForwardPass pass, int firstRow, Workspace workspace)
    {
        if (_maker.PromptToScore == 0)
            return;
        int size = workspace.Spec.VocabularySize, start = Cache!.Length - rows;
        int scored = _promptLength - 1 - _maker.PromptToScore, end = Math.Min(Cache.Length, _promptLength - 1);
        Span<int> wanted = stackalloc int[Workspace.PromptLogitRows];
        for (int position = Math.Max(start, scored); position < end;)
        {
            int count = Math.Min(wanted.Length, end - position);
            for (int i = 0; i < count; i++)
                wanted[i] = firstRow + position++ - start;
            pass.Logits(wanted[..count], workspace.PromptLogits);
            for (int i = 0; i < count; i++)
                _maker.ScorePrompt(workspace.PromptLogits.Slice(i * size, size), workspace.Sampling);
        }
    }
}
