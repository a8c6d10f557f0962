namespace TogetherAI.Engine.Kernels;

/// <summary>
/// Memory of a thread for what it works on at the moment: the few rows of weights that it has rearranged last, which stay in its second
/// cache, or the scores of its heads. Grows to the largest and then is reused.
/// </summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static FloatBuffer? s_buffer;

    /// <summary>At least so many bytes, on a cache line; good until the thread's next call.</summary>
    public static byte* Take(long bytes)
    {
        long floats = (bytes + sizeof(float) - 1) / sizeof(float);
        if (s_buffer is null || s_buffer.Length < floats)
            s_buffer = new FloatBuffer(checked((int)floats));
        return (byte*)s_buffer.Pointer;
    }
}
