using System.Runtime.CompilerServices;
using TogetherAI.Engine.Generation.Scheduling;
using TogetherAI.Engine.Generation.Speculation;

namespace TogetherAI.Engine.Generation;

/// <summary>
/// Generates completions. One thread of its own runs the model over all active sequences together, a token or a piece of a prompt of each at
/// a time. Requests that begin alike share what was computed of their beginning, also when they come one after the other. What a request
/// yields depends on the request alone: not on the other sequences, the number of threads, the size of the pieces or what was shared. Only
/// where <see cref="GenerationEngineOptions.MaxKeyValueBytes"/> holds fewer tokens than the model's context, a text can end there.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class GenerationEngine : IAsyncDisposable, IDisposable
{
    private static readonly Dictionary<int, float> s_noBias = [];

    private readonly GenerationEngineOptions _options;
    private readonly LanguageModel? _draft;
    private readonly KeyValueBudget _budget;
    private readonly Workspace _workspace;
    private readonly Scheduler _scheduler;
    private readonly BatchRunner _runner;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _idle;
    private volatile bool _stopping;

    /// <summary>Starts an engine.</summary>
    /// <param name="model">The model to run. The engine does not own it, but keeps its weights mapped until it is disposed.</param>
    /// <param name="options">How to use the machine; null for the defaults.</param>
    /// <exception cref="ArgumentException">The draft model has another vocabulary than the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="NotSupportedException">The keys and values of 32 of the model's tokens take more than 2 GiB.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public GenerationEngine(LanguageModel model, GenerationEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new GenerationEngineOptions();
        _options.Validate();
        Model = model;
        LanguageModel? draft = _options.Speculation.DraftModel;
        if (draft is not null)
            Vocabularies.RequireSame(model, draft);
        _budget = KeyValueBudget.Of(model.Spec, _options);
        model.Acquire();
        try
        {
            draft?.Acquire();
            _draft = draft;
            _workspace = new Workspace(model.Decoder, _options, _budget);
            _scheduler = new Scheduler(_workspace.Blocks, _options);
            _runner = new BatchRunner(_workspace);
        }
        catch
        {
            _workspace?.Dispose();
            _draft?.Release();
            model.Release();
            throw;
        }

        new Thread(Run) { IsBackground = true, Name = $"TogetherAI engine {model.Name}" }.Start();
    }

    /// <summary>The model that runs.</summary>
    public LanguageModel Model { get; }

    /// <summary>Most tokens of a sequence, prompt and completion together: the model's context, or what fits into the memory for keys and values.</summary>
    public int ContextLength => (int)Math.Min(Model.Spec.ContextLength, _budget.Tokens);

    /// <summary>What the engine is doing at this moment, and what it has done so far.</summary>
    public EngineLoad Load
    {
        get
        {
            lock (_gate)
            {
                return new EngineLoad
                {
                    ActiveSequences = _scheduler.Active,
                    WaitingSequences = _scheduler.Waiting,
                    KeyValueBytes = _workspace.KeyValueBytes,
                    TokensComputed = _runner.TokensComputed,
                    TokensReused = _scheduler.TokensReused,
                    TokensGenerated = _runner.TokensGenerated,
                    TokensGuessed = _runner.TokensGuessed,
                    GuessesRight = _runner.GuessesRight,
                    Preemptions = _scheduler.Preemptions,
                };
            }
        }
    }

    /// <summary>Sequences that are active or wait.</summary>
    internal int SequenceCount
    {
        get
        {
            lock (_gate)
                return _scheduler.Count;
        }
    }

    /// <summary>Blocks of keys and values that sequences hold.</summary>
    internal int BlocksInUse
    {
        get
        {
            lock (_gate)
                return _workspace.Blocks.InUse;
        }
    }

    /// <summary>
    /// Completes a prompt, step by step as it is generated. Work begins when the result is first read, and anew each time it is
    /// enumerated. Ending the enumeration early frees the sequence: when its disposal has completed, nothing of it is left.
    /// </summary>
    /// <param name="request">What to complete.</param>
    /// <param name="cancellationToken">Ends the sequence, at the latest after the token or the piece of the prompt in work.</param>
    /// <returns>
    /// The steps; the last has <see cref="GenerationStep.Stop"/>. Reading it throws <see cref="OperationCanceledException"/> once cancelled,
    /// <see cref="InvalidOperationException"/> where the vocabulary cannot spell what the constraint asks for,
    /// and <see cref="ObjectDisposedException"/> once the engine is disposed.
    /// </returns>
    /// <exception cref="ArgumentException">The prompt is empty, or a stop string is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token id is outside the vocabulary, or an option out of its bounds.</exception>
    /// <exception cref="ContextLengthException">The prompt is longer than the model's context.</exception>
    /// <exception cref="KeyValueMemoryException">The request needs more memory than the engine may use, even alone.</exception>
    /// <exception cref="ObjectDisposedException">The engine was disposed.</exception>
    public IAsyncEnumerable<GenerationStep> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
            ObjectDisposedException.ThrowIf(_stopping, this);

        // Checked is what will run, even if the caller goes on to change its lists.
        GenerationRequest copy = request with
        {
            Prompt = [.. request.Prompt ?? []],
            StopStrings = [.. request.StopStrings ?? []],
            Sampling = request.Sampling with { LogitBias = new Dictionary<int, float>(request.Sampling.LogitBias ?? s_noBias) },
        };
        copy.Validate(Model.Spec);
        RefuseTooLarge(copy);
        return EnumerateAsync(copy, cancellationToken);
    }

    /// <summary>Ends all sequences and waits for the engine's thread to end.</summary>
    public void Dispose()
    {
        Stop();
        _ended.Task.GetAwaiter().GetResult();
    }

    /// <summary>Ends all sequences; completes when the engine's thread has ended.</summary>
    /// <returns>A task that ends with the engine's thread.</returns>
    public ValueTask DisposeAsync()
    {
        Stop();
        return new ValueTask(_ended.Task);
    }

    private async IAsyncEnumerable<GenerationStep> EnumerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Sequence sequence = new(request, Model, ContextLength, _options);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _scheduler.Add(sequence);
            Wake();
        }

        try
        {
            await foreach (GenerationStep step in sequence.Steps.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                // There is room for another step now.
                lock (_gate)
                    Wake();
                yield return step;
            }
        }
        finally
        {
            sequence.Abandon();
            lock (_gate)
            {
                if (_scheduler.TryRemove(sequence))
                    sequence.Release();
                else
                    Wake();
            }

            await sequence.Released.ConfigureAwait(false);
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }
    }

    private void Wake()
    {
        if (_idle)
            Monitor.Pulse(_gate);
    }

    private void RefuseTooLarge(GenerationRequest request)
    {
        int tokens = (int)Math.Min(request.Prompt.Count + (long)(request.MaxTokens ?? 0), Model.Spec.ContextLength);
        if (tokens > ContextLength)
            throw new KeyValueMemoryException(tokens, tokens * _budget.BytesPerToken, _budget.Tokens * _budget.BytesPerToken);
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                Serve();
            }
            catch (Exception fault)
            {
                // Whatever it was, the process and later requests are none the worse for it.
                lock (_gate)
                    _scheduler.Clear(fault);
            }
        }

        lock (_gate)
            _scheduler.Clear(new ObjectDisposedException(nameof(GenerationEngine), "The engine was disposed before the completion ended."));
        _workspace.Dispose();
        _draft?.Release();
        Model.Release();
        _ended.SetResult();
    }

    /// <summary>Passes over the model as long as there is work and the engine is not to end.</summary>
    private void Serve()
    {
        while (WaitForWork() is { } planned)
        {
            _runner.Run(planned);
            lock (_gate)
                _scheduler.Settle();
        }
    }

    /// <summary>Sleeps until a sequence can go on. Null once the engine is to end.</summary>
    private List<Sequence>? WaitForWork()
    {
        lock (_gate)
        {
            while (!_stopping)
            {
                if (_scheduler.Plan() is { Count: > 0 } planned)
                    return planned;
                _idle = true;
                Monitor.Wait(_gate);
                _idle = false;
            }

            return null;
        }
    }
}
