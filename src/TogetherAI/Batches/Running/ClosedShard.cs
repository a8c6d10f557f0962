namespace TogetherAI;

/// <summary>A shard that is on the disk, and counts once it is published.</summary>
internal sealed record ClosedShard
{
    /// <summary>What its files' names begin with, their folder included.</summary>
    public required string Name { get; init; }

    public required string Model { get; init; }

    public required long Count { get; init; }

    public required long Bytes { get; init; }

    public required TokenCount Tokens { get; init; }

    public required long Unlimited { get; init; }

    /// <summary>Whether its inputs are on the disk too.</summary>
    public required bool HasInputs { get; init; }

    /// <summary>Whether its inputs have requests that cannot be sent: it has results already, and nothing else ever happens to it.</summary>
    private bool IsRefused => Model.Length == 0;

    /// <summary>Gives the files their names.</summary>
    /// <returns>What the journal has to know; then it is a shard.</returns>
    public BatchRecord Publish(BatchRunState state, int number, string path, (int Number, int Count) part)
    {
        File.Move(Name + ShardWriter.Requests, IsRefused ? state.DeliveryOf(number) : state.RequestsOf(number, attempt: 0), overwrite: true);
        File.Move(Name + ShardWriter.Ids, state.IdsOf(number), overwrite: true);
        if (HasInputs)
            File.Move(Name + ShardWriter.Inputs, state.InputsOf(number), overwrite: true);
        else
            File.Delete(state.InputsOf(number)); // of a life that ended right here
        return new BatchRecord
        {
            Kind = BatchRecord.Spooled,
            Shard = number,
            Path = path,
            Model = Model,
            Part = part.Number,
            Parts = part.Count,
            Count = Count,
            Bytes = Bytes,
            PromptTokens = Tokens.Prompt,
            CompletionTokens = Tokens.Completion,
            Unlimited = Unlimited,
            IsRefused = IsRefused,
        };
    }
}
