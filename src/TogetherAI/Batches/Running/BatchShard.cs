namespace TogetherAI;

/// <summary>The requests of one job, and what has become of them. Written by one task at a time.</summary>
internal sealed class BatchShard(int number)
{
    public int Number { get; } = number;

    /// <summary>The operation that its requests are for.</summary>
    public string Path { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>The part of the inputs that its run takes, of how many.</summary>
    public (int Number, int Count) Part { get; set; } = (1, 1);

    public long Count { get; set; }

    public long PromptTokens { get; set; }

    public long CompletionTokens { get; set; }

    /// <summary>How many of its requests put no limit on their answer.</summary>
    public long Unlimited { get; set; }

    /// <summary>Whether it holds inputs whose requests cannot be sent, and nothing but results that say so.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Its jobs, the first at 0.</summary>
    public List<BatchAttempt> Attempts { get; } = [];

    /// <summary>The tokens of what goes by itself; null where nothing did.</summary>
    public TokenCount? Alone { get; set; }

    /// <summary>How many jobs there were, without those that somebody cancelled.</summary>
    public int Tried => Attempts.Count(static attempt => !attempt.IsCancelled);

    /// <summary>Whether all its results are on disk.</summary>
    public bool IsFinished { get; set; }

    /// <summary>How many of its results the caller has gone on from.</summary>
    public long Delivered { get; set; }

    /// <summary>How many of those failed, and what the others used.</summary>
    public (long Failed, long PromptTokens, long CompletionTokens) Used { get; set; }

    public bool IsDelivered => IsFinished && Delivered >= Count;

    public void Apply(BatchRecord record)
    {
        switch (record.Kind)
        {
            case BatchRecord.Spooled:
                (Path, Model, Part) = (record.Path ?? "", record.Model ?? "", (record.Part, record.Parts));
                (Count, PromptTokens, CompletionTokens) = (record.Count, record.PromptTokens, record.CompletionTokens);
                (Unlimited, IsRefused, IsFinished) = (record.Unlimited, record.IsRefused, record.IsRefused);
                break;
            case BatchRecord.Intended:
                Attempts.Add(new BatchAttempt { Name = record.Name ?? "", Count = record.Count, Tokens = new TokenCount(record.PromptTokens, record.CompletionTokens) });
                break;
            case BatchRecord.Uploaded:
                Attempts[record.Attempt] = Attempts[record.Attempt] with { FileId = record.File };
                break;
            case BatchRecord.Created:
                Attempts[record.Attempt] = Attempts[record.Attempt] with { JobId = record.Job };
                break;
            case BatchRecord.Collected:
                Attempts[record.Attempt] = Attempts[record.Attempt] with
                {
                    IsCollected = true,
                    IsCancelled = record.IsCancelled,
                    Tokens = new TokenCount(record.PromptTokens, record.CompletionTokens),
                };
                break;
            case BatchRecord.Alone:
                Alone = new TokenCount(record.PromptTokens, record.CompletionTokens);
                break;
            case BatchRecord.Finished:
                IsFinished = true;
                break;
            case BatchRecord.Delivered:
                (Delivered, Used) = (record.Count, (record.Failed, record.PromptTokens, record.CompletionTokens));
                break;
        }
    }
}
