using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Generation;

/// <summary>
/// Generates completions. One thread of its own runs the model and takes the active sequences in turn, a token or a piece of a prompt
/// each, so that all of them move on together (iteration-level scheduling, Yu et al. 2022, "Orca"). What a request yields depends on
/// the request alone: not on the other sequences, the number of threads or the size of the pieces.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class GenerationEngine : IAsyncDisposable, IDisposable
{
    private static readonly Dictionary<int, float> s_noBias = [];

    private readonly GenerationEngineOptions _options;
    private readonly Workspace _workspace;
    private readonly object _gate = new();
    private readonly List<Sequence> _waiting = [];
    private readonly List<Sequence> _active = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _idle, _stopping;

    /// <summary>Starts an engine.</summary>
    /// <param name="model">The model to run. The engine does not own it, but keeps its weights mapped until it is disposed.</param>
    /// <param name="options">How to use the machine; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public GenerationEngine(LanguageModel model, GenerationEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new GenerationEngineOptions();
        _options.Validate();
        Model = model;
        model.Acquire();
        try
        {
            _workspace = new Workspace(model.Decoder, _options);
        }
        catch
        {
            model.Release();
            throw;
        }

        new Thread(Run) { IsBackground = true, Name = $"TogetherAI engine {model.Name}" }.Start();
    }

    /// <summary>The model that runs.</summary>
    public LanguageModel Model { get; }

    /// <summary>Sequences that are active or wait.</summary>
    internal int SequenceCount
    {
        get
        {
            lock (_gate)
                return _active.Count + _waiting.Count;
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
        Sequence sequence = new(request, Model, _options.StepsAhead);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _waiting.Add(sequence);
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
                if (_waiting.Remove(sequence))
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

    private void Run()
    {
        while (WaitForWork())
        {
            for (int i = 0; i < _active.Count; i++)
            {
                Sequence sequence = _active[i];
                if (!sequence.CanAdvance || sequence.Advance(_workspace))
                    continue;
                lock (_gate)
                {
                    _active.RemoveAt(i--);
                    sequence.Release();
                }
            }
        }

        lock (_gate)
        {
            foreach (Sequence sequence in _active.Concat(_waiting))
                sequence.Release(new ObjectDisposedException(nameof(GenerationEngine), "The engine was disposed before the completion ended."));
            _active.Clear();
            _waiting.Clear();
        }

        _workspace.Dispose();
        Model.Release();
        _ended.SetResult();
    }

    /// <summary>Sleeps until a sequence can advance. Returns false once the engine is to end.</summary>
    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (!_stopping)
            {
                int admitted = Math.Min(_options.MaxActiveSequences - _active.Count, _waiting.Count);
                if (admitted > 0)
                {
                    _active.AddRange(_waiting[..admitted]);
                    _waiting.RemoveRange(0, admitted);
                }

                foreach (Sequence sequence in _active)
                {
                    if (sequence.CanAdvance)
                        return true;
                }

                _idle = true;
                Monitor.Wait(_gate);
                _idle = false;
            }

            return false;
        }
    }
}
