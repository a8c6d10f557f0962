using System.Net.Http.Headers;
using System.Text;

namespace TogetherAI;

/// <summary>The form that a file is uploaded in (RFC 7578).</summary>
internal static class UploadForm
{
    public static MultipartFormDataContent Create(string fileName, FilePurpose purpose, FileType? type, HttpContent file)
    {
        MultipartFormDataContent form = [];
        Add(form, "purpose", Text(purpose.Value));
        Add(form, "file_name", Text(fileName));
        if (type is { } known)
            Add(form, "file_type", Text(known.Value));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Add(form, "file", file, fileName);
        return form;
    }

    /// <summary>The format that a name promises; null where it promises none that the service knows.</summary>
    public static FileType? TypeOf(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".JSONL" => FileType.Jsonl,
        ".CSV" => FileType.Csv,
        ".PARQUET" => FileType.Parquet,
        _ => null,
    };

    private static void Add(MultipartFormDataContent form, string name, HttpContent part, string? fileName = null)
    {
        // Quoted, as every browser does and some servers require; the framework quotes only where the grammar makes it.
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{name}\"",
            FileName = fileName is null ? null : Quote(fileName),
        };
        form.Add(part);
    }

    private static ByteArrayContent Text(string value) => new(Encoding.UTF8.GetBytes(value));

    // The name proper is the field file_name; here it only marks the part as a file, so what a header cannot carry may be lost.
    private static string Quote(string fileName) =>
        $"\"{string.Concat(fileName.Select(static c => c is < ' ' or > '~' or '"' or '\\' ? '_' : c))}\"";
}
