using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary>Takes files off the wire and puts them on disk, piece by piece. Thread-safe.</summary>
internal sealed class FileReceiver(FileStore store)
{
    private const int MaxField = 64 * 1024;

    /// <summary>Writes a body to disk.</summary>
    /// <returns>Where it is, and how long. The caller answers for it.</returns>
    public async Task<(string Path, long Bytes)> ReceiveAsync(Stream body, CancellationToken cancellationToken)
    {
        FileStream file = store.OpenContent();
        try
        {
            await using (file.ConfigureAwait(false))
            {
                byte[] buffer = new byte[128 * 1024];
                long bytes = 0;
                for (int count; (count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    bytes += count;
                    if (bytes > store.Options.MaxFileSize)
                        throw new ApiException(413, "invalid_request_error", FormattableString.Invariant($"The file is larger than {store.Options.MaxFileSize} bytes."), "file", "file_too_large");
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }

                return (file.Name, bytes);
            }
        }
        catch
        {
            FileStore.Remove(file.Name);
            throw;
        }
    }

    /// <summary>Reads the form of a direct upload: fields in any order, and the file.</summary>
    public async Task<(Dictionary<string, string> Fields, (string Path, long Bytes)? File)> ReceiveFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            throw ApiException.Invalid(null, "An upload must be multipart/form-data with a boundary.");
        }

        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        (string Path, long Bytes)? file = null;
        try
        {
            MultipartReader reader = new(boundary.Value!, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? place))
                    continue;
                string name = HeaderUtilities.RemoveQuotes(place.Name).ToString();
                if (name == "file" && file is null)
                    file = await ReceiveAsync(section.Body, cancellationToken).ConfigureAwait(false);
                else
                    fields[name] = await ReadFieldAsync(name, section.Body, cancellationToken).ConfigureAwait(false);
            }

            return (fields, file);
        }
        catch (Exception exception)
        {
            FileStore.Remove(file?.Path);
            if (exception is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
                throw ApiException.Invalid(null, $"The form cannot be read: {exception.Message}");
            throw;
        }
    }

    private static async Task<string> ReadFieldAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(body);
        char[] buffer = new char[MaxField + 1];
        int count = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        return count <= MaxField ? new string(buffer, 0, count) : throw ApiException.Invalid(name, $"{name} is longer than {MaxField} characters.");
    }
}
