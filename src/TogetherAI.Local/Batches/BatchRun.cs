namespace TogetherAI.Local.Batches;

/// <summary>
/// One batch: its requests are answered at once, in the background, and its states follow the clock, so that a day passes as fast as a
/// test turns it. Where the clock is ahead of the work, the batch waits for the work. Thread-safe.
/// </summary>
internal sealed class BatchRun
{
    private static readonly TimeSpan s_window = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly BatchDesk _desk;
    private readonly BatchFault? _fault;
    private readonly Task _work;
    private IReadOnlyList<BatchLine> _lines = [];
    private BatchAnswer?[] _answers = [];
    private string? _refusal;
    private BatchState? _end;

    public BatchRun(BatchDesk desk, string id, StoredInput input, string endpoint, string? modelId, BatchFault? fault)
    {
        (_desk, Id, Input, Endpoint, ModelId, _fault) = (desk, id, input, endpoint, modelId, fault);
        CreatedAt = desk.Time.GetUtcNow();
        _work = Task.Run(WorkAsync);
    }

    public string Id { get; }

    public StoredInput Input { get; }

    public string InputFileId => Input.FileId;

    public string Endpoint { get; }

    public string? ModelId { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset Deadline => CreatedAt + s_window;

    public IReadOnlyList<string> CustomIds
    {
        get
        {
            lock (_gate)
                return [.. _lines.Select(static line => line.CustomId)];
        }
    }

    /// <summary>When everything that was asked for has been answered.</summary>
    public Task Work => _work;

    /// <summary>Where it stands now. What was due meanwhile has happened, at its own moment.</summary>
    public BatchState Look()
    {
        lock (_gate)
        {
            if (_end is not null)
                return _end;
            DateTimeOffset now = _desk.Time.GetUtcNow();
            DateTimeOffset validated = CreatedAt + _desk.Options.ValidationTime;
            if (now < validated || !_work.IsCompleted)
                return now < validated ? new BatchState(BatchState.Validating, 0) : new BatchState(BatchState.InProgress, Share(now, validated) * 99);
            if (Refusal() is { } error)
                return _end = new BatchState(BatchState.Failed, 0) { EndedAt = validated, Error = error };

            DateTimeOffset done = validated + (_desk.Options.TimePerRequest * _lines.Count);
            if (_fault is { Kind: BatchFaultKind.Expire } || done > Deadline)
                return now < Deadline ? new BatchState(BatchState.InProgress, Share(now, validated) * 100) : _end = End(BatchState.Expired, Deadline, Share(Deadline, validated));
            return now < done ? new BatchState(BatchState.InProgress, Share(now, validated) * 100) : _end = End(BatchState.Completed, done, 1);
        }
    }

    /// <summary>Ends it, with what has been answered by now. One that has ended stays as it is.</summary>
    public BatchState Cancel()
    {
        lock (_gate)
        {
            BatchState state = Look();
            if (state.IsFinal)
                return state;
            DateTimeOffset now = _desk.Time.GetUtcNow();
            return _end = End(BatchState.Cancelled, now, state.Status == BatchState.Validating ? 0 : Share(now, CreatedAt + _desk.Options.ValidationTime));
        }
    }

    private async Task WorkAsync()
    {
        (IReadOnlyList<BatchLine> lines, string? refusal) = await BatchLine.ReadAsync(Input.Path, _desk.Options.MaxRequests, _desk.Stopping).ConfigureAwait(false);
        BatchAnswer?[] answers = new BatchAnswer?[lines.Count];
        lock (_gate)
            (_lines, _answers, _refusal) = (lines, answers, refusal);
        if (Refusal() is null)
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = _desk.Stopping };
            await Parallel.ForEachAsync(Enumerable.Range(0, lines.Count), options, async (index, token) =>
            {
                BatchAnswer answer = await _desk.Answerer.AnswerAsync(Id, Endpoint, lines[index], token).ConfigureAwait(false);
                lock (_gate)
                    answers[index] = answer;
            }).ConfigureAwait(false);
        }
    }

    private string? Refusal() => _refusal ?? (_work is { IsFaulted: true } ? _work.Exception!.GetBaseException().Message : null) ?? (_fault is { Kind: BatchFaultKind.Fail } fault ? fault.Error : null);

    /// <summary>The share of its requests that the clock allows to be answered.</summary>
    private double Share(DateTimeOffset now, DateTimeOffset validated)
    {
        TimeSpan all = _desk.Options.TimePerRequest * _lines.Count;
        double share = all <= TimeSpan.Zero ? 1 : Math.Clamp((now - validated) / all, 0, 1);
        return _fault is { Kind: BatchFaultKind.Expire } fault ? Math.Min(share, fault.Answered) : share;
    }

    private BatchState End(string status, DateTimeOffset at, double share)
    {
        int answered = (int)(_lines.Count * share);
        BatchOutput output = new(_desk.Options, _fault);
        for (int i = 0; i < _lines.Count; i++)
        {
            if (i < answered && _answers[i] is { } answer)
                output.Add(answer);
            else
                output.AddUnanswered(_lines[i].CustomId, status);
        }

        return new BatchState(status, Math.Floor(share * 100))
        {
            EndedAt = at,
            OutputFileId = _desk.Keep(output.Answers(Id), Id + "_output.jsonl"),
            ErrorFileId = _desk.Keep(output.Errors(), Id + "_errors.jsonl"),
        };
    }
}
