namespace TogetherAI;

/// <summary>The inputs of one shard, by their id.</summary>
internal interface IShardInputs<T> : IDisposable
{
    /// <returns>The input and its key; null where this life of the run was not given it.</returns>
    (string Key, T Input)? Take(UInt128 id);
}
