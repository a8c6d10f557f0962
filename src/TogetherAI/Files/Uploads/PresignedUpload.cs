using System.Net;

namespace TogetherAI;

/// <summary>An upload through a place that the service names in a redirect. Used once.</summary>
internal sealed class PresignedUpload(TogetherConnection connection, UploadTask task)
{
    public async Task<TogetherFile> RunAsync(CancellationToken cancellationToken)
    {
        (string fileId, string address) = await AskAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CleanlyAsync(fileId, () => PutAsync(address, cancellationToken)).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            // The place has expired, or never took anything. Another one is worth one more try; it belongs to a file of its own.
            (fileId, address) = await AskAsync(cancellationToken).ConfigureAwait(false);
            await CleanlyAsync(fileId, () => PutAsync(address, cancellationToken)).ConfigureAwait(false);
        }

        return await CleanlyAsync(fileId, () => FinishAsync(fileId, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Does a step, and takes the file back where it fails: nobody is told its id.</summary>
    private async Task<T> CleanlyAsync<T>(string fileId, Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch
        {
            await UploadCleanup.RunAsync(connection, token => connection.SendAsync(FileOperations.Delete.At(fileId), token)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(string FileId, string Address)> AskAsync(CancellationToken cancellationToken)
    {
        RawResponse answer;
        try
        {
            answer = await connection.SendContentAsync(
                UploadOperations.Place, () => new FormUrlEncodedContent(task.Fields), model: null, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherAuthenticationException exception) when (exception.StatusCode == HttpStatusCode.Unauthorized)
        {
            throw new TogetherAuthenticationException(
                exception.Message + " The service answers so too to a file that goes beyond the credits of a trial.", exception)
            {
                Details = exception.Details,
            };
        }

        ResponseHeaderCollection headers = answer.Http!.Headers;
        if (!headers.TryGetValue("Location", out string? location) || !headers.TryGetValue("X-Together-File-Id", out string? id) || id.Length == 0)
        {
            throw new TogetherResponseException(
                $"The service answered with {(int)answer.Http.StatusCode} where it should name a place for the file "
                + "(302 with Location and X-Together-File-Id). FileUploadOptions.Flow = UploadFlow.Direct goes without one.")
            {
                Details = ErrorDetails.Of(answer),
            };
        }

        return (id, Uri.TryCreate(connection.Options.BaseAddress, location, out Uri? address) ? address.AbsoluteUri : location);
    }

    private Task<RawResponse> PutAsync(string address, CancellationToken cancellationToken) =>
        connection.SendContentAsync(UploadOperations.Put(address), task.Source.CreateContent, model: null, cancellationToken);

    private async Task<TogetherFile> FinishAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync(UploadOperations.Preprocess.At(fileId), cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            // One of the official SDKs does not tell the service; a server that does not want to be told knows by itself.
            return await connection.SendAsync(FileOperations.Get.At(fileId), cancellationToken).ConfigureAwait(false);
        }
    }
}
