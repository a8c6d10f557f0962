using System.Collections.Concurrent;
using System.Globalization;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Files;

/// <summary><c>/v1/files/multipart</c>: uploads in parts.</summary>
internal sealed class MultipartRoutes(FileStore store, UploadPlaces places)
{
    private const int MaxParts = 250;

    private readonly ConcurrentDictionary<string, MultipartSession> _sessions = new(StringComparer.Ordinal);
    private int _made;

    public Task InitiateAsync(ApiCall call)
    {
        FieldReader fields = new(call.Request);
        int parts = fields.Integer("num_parts", 1, MaxParts) ?? throw ApiException.Invalid("num_parts", "num_parts is required.");
        if (fields.LongInteger("file_size") is not > 0)
            throw ApiException.Invalid("file_size", "file_size is required, and positive.");
        StoredFile file = store.Create(fields.Text("file_name"), fields.Text("purpose"), fields.OptionalText("file_type"));
        MultipartSession session = new($"upload-{Interlocked.Increment(ref _made).ToString("D4", CultureInfo.InvariantCulture)}", file.Id, parts);
        _sessions[session.Id] = session;
        WireMultipartPlace[] wire = [.. Enumerable.Range(1, parts).Select(number => new WireMultipartPlace
        {
            PartNumber = number,
            Url = FileRoutes.Address(call.Http.Request, places.Add(file.Id, session, number)),
        })];
        return call.WriteJsonAsync(200, new WireMultipartPlaces(session.Id, file.Id, wire), WireJson.Default.WireMultipartPlaces);
    }

    public async Task CompleteAsync(ApiCall call)
    {
        FieldReader fields = new(call.Request);
        MultipartSession session = Session(fields);
        MultipartPart[] parts = Parts(fields, session);
        FileStream whole = store.OpenContent();
        long bytes;
        await using (whole.ConfigureAwait(false))
        {
            foreach (MultipartPart part in parts)
            {
                FileStream piece = File.OpenRead(part.Path);
                await using (piece.ConfigureAwait(false))
                    await piece.CopyToAsync(whole, call.Aborted).ConfigureAwait(false);
            }

            bytes = whole.Length;
        }

        StoredFile file = store.SetContent(session.FileId, whole.Name, bytes);
        End(session);
        await call.WriteJsonAsync(200, new WireCompletedUpload(file.ToWire()), WireJson.Default.WireCompletedUpload).ConfigureAwait(false);
    }

    public Task AbortAsync(ApiCall call)
    {
        MultipartSession session = Session(new FieldReader(call.Request));
        End(session);
        store.Delete(session.FileId);
        return call.WriteJsonAsync(200, new WireFileDeletion(session.FileId, Deleted: true), WireJson.Default.WireFileDeletion);
    }

    private MultipartSession Session(FieldReader fields)
    {
        string id = fields.Text("upload_id");
        return _sessions.TryGetValue(id, out MultipartSession? session) && session.FileId == fields.Text("file_id")
            ? session
            : throw new ApiException(404, "invalid_request_error", $"There is no upload {id} of that file here.", "upload_id", "not_found");
    }

    // The tags prove that every part arrived whole and is the one that was meant.
    private static MultipartPart[] Parts(FieldReader fields, MultipartSession session)
    {
        MultipartPart?[] parts = new MultipartPart?[session.Count];
        foreach (FieldReader told in fields.Objects("parts") ?? [])
        {
            int number = told.Integer("part_number", 1, session.Count) ?? throw ApiException.Invalid("parts", "part_number is required.");
            if (session.Parts.TryGetValue(number, out MultipartPart? part) && part.ETag == told.Text("etag"))
                parts[number - 1] = part;
        }

        int missing = Array.IndexOf(parts, null) + 1;
        return missing == 0 ? [.. parts.OfType<MultipartPart>()] : throw ApiException.Invalid("parts", $"Part {missing} is missing, or its etag is another.");
    }

    private void End(MultipartSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        places.Forget(session);
        foreach (MultipartPart part in session.Parts.Values)
            FileStore.Remove(part.Path);
    }
}
