namespace TogetherAI;

/// <summary>Inputs of a type that nobody can write down: they stay in memory, and each life of the run is given them anew.</summary>
internal sealed class MemoryInputs<T>(Func<T, string> keySelector) : KeptInputs<T>(keySelector), IShardInputs<T>
{
    private readonly Dictionary<UInt128, T> _inputs = [];

    public override byte[]? Keep(UInt128 id, T input)
    {
        _inputs.TryAdd(id, input); // one that is there has the same key, and is told of when all have been read
        return null;
    }

    public override void KeepAgain(UInt128 id, T input) => _inputs[id] = input;

    public override IShardInputs<T> Open(BatchRunState state, BatchShard shard) => this;

    public (string Key, T Input)? Take(UInt128 id) => _inputs.Remove(id, out T? input) ? WithKey(input) : null;

    public void Dispose()
    {
    }
}
