using System.Globalization;
using System.Net.Http.Headers;
using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary><c>GET /v1/files/{id}/content</c>, whole or from a given byte on (RFC 9110, section 14; one range).</summary>
internal sealed class ContentRoute(FileStore store)
{
    public async Task HandleAsync(ApiCall call)
    {
        StoredFile file = store.Get((string)call.Http.Request.RouteValues["id"]!);
        if (file.Path is null)
            throw ApiException.Invalid("id", $"The content of {file.Id} has not arrived.");
        FileStream content = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, useAsync: true);
        await using (content.ConfigureAwait(false))
        {
            if (Range(call, file.Bytes) is not var (from, to, isPart))
            {
                call.Http.Response.Headers.ContentRange = FormattableString.Invariant($"bytes */{file.Bytes}");
                call.Start(416, "text/plain");
                return;
            }

            if (isPart)
                call.Http.Response.Headers.ContentRange = FormattableString.Invariant($"bytes {from}-{to}/{file.Bytes}");
            call.Http.Response.Headers.ETag = $"\"{file.Id}-{file.Bytes.ToString(CultureInfo.InvariantCulture)}\"";
            call.Http.Response.ContentLength = to - from + 1;
            call.Start(isPart ? 206 : 200, "application/octet-stream");
            content.Position = from;
            await SendAsync(call, content, to - from + 1).ConfigureAwait(false);
        }
    }

    // A fault of the stream's middle counts in bytes here what it counts in chunks elsewhere: half of the answer arrives.
    private static async Task SendAsync(ApiCall call, FileStream content, long length)
    {
        long end = call.StreamFault is null ? length : length / 2;
        byte[] buffer = new byte[64 * 1024];
        for (long sent = 0; sent < end;)
        {
            int count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - sent)), call.Aborted).ConfigureAwait(false);
            await call.Http.Response.Body.WriteAsync(buffer.AsMemory(0, count), call.Aborted).ConfigureAwait(false);
            sent += count;
        }

        if (call.StreamFault is not { } fault)
            return;
        await call.FlushAsync().ConfigureAwait(false);
        if (fault.Kind == StreamFaultKind.Stall)
            await call.StallAsync().ConfigureAwait(false);
        throw call.Cut();
    }

    /// <summary>The first and the last byte of the answer, and whether they were asked for; null where there is no such byte.</summary>
    private static (long From, long To, bool IsPart)? Range(ApiCall call, long length)
    {
        string text = call.Http.Request.Headers.Range.ToString();
        if (text.Length == 0 || !RangeHeaderValue.TryParse(text, out RangeHeaderValue? range) || range.Unit != "bytes" || range.Ranges.Count != 1)
            return (0, length - 1, false);
        RangeItemHeaderValue item = range.Ranges.Single();
        long from = item.From ?? Math.Max(0, length - item.To!.Value);
        long to = item.From is null ? length - 1 : Math.Min(item.To ?? long.MaxValue, length - 1);
        return from <= to ? (from, to, true) : null;
    }
}
