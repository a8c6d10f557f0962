namespace TogetherAI.Engine.Kernels;

/// <summary>Work that falls into independent items. Implementations are kept and reused: starting work allocates nothing.</summary>
internal interface IParallelWork
{
    /// <summary>Does the items <paramref name="first"/> up to <paramref name="end"/>; other threads do others meanwhile.</summary>
    void Run(int first, int end);
}
