namespace TogetherAI;

/// <summary>Takes back what an upload that failed has left at the service. It tries once, for a while, and never hides why the upload failed.</summary>
internal static class UploadCleanup
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <param name="connection">The connection.</param>
    /// <param name="undo">Takes it back. Its token is not the caller's, who may be the one that cancelled.</param>
    public static async Task RunAsync(TogetherConnection connection, Func<CancellationToken, Task> undo)
    {
        using CancellationTokenSource limit = new(s_limit, connection.Options.TimeProvider);
        try
        {
            await undo(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TogetherException or OperationCanceledException)
        {
            // What stays behind is a file that nobody uses, which shows in the list of files.
        }
    }
}
