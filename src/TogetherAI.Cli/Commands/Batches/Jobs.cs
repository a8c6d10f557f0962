namespace TogetherAI.Cli.Commands.Batches;

/// <summary>Jobs by what people call them.</summary>
internal static class Jobs
{
    /// <exception cref="ArgumentException">There is neither a file of that name nor such a job.</exception>
    public static async Task<BatchJob> GetAsync(TogetherClient together, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await together.Batches.GetAsync(id, cancellationToken);
        }
        catch (TogetherNotFoundException exception)
        {
            throw new ArgumentException($"there is neither a journal {id} nor a job of that id.", exception);
        }
    }
}
