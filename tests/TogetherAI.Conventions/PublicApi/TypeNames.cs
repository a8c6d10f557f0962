using System.Reflection;

namespace TogetherAI.Conventions.PublicApi;

/// <summary>Types as one writes them in C#, with their nullability as far as reflection tells it.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private static readonly NullabilityInfoContext s_nullability = new();

    public static string Of(ParameterInfo parameter)
    {
        lock (s_nullability)
            return Write(parameter.ParameterType, s_nullability.Create(parameter));
    }

    public static string Of(PropertyInfo property)
    {
        lock (s_nullability)
            return Write(property.PropertyType, s_nullability.Create(property));
    }

    public static string Of(FieldInfo field)
    {
        lock (s_nullability)
            return Write(field.FieldType, s_nullability.Create(field));
    }

    public static string Of(EventInfo @event) => Write(@event.EventHandlerType!, null);

    public static string Of(Type type) => Write(type, null);

    /// <summary>A type with its namespace and, of a generic one, the names of its parameters.</summary>
    public static string Declared(Type type) =>
        (type.IsNested ? Declared(type.DeclaringType!) : type.Namespace) + "." + type.Name.Split('`')[0] + Arguments(type.GetGenericArguments());

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return Write(type.GetElementType()!, nullability?.ElementType ?? nullability);
        if (System.Nullable.GetUnderlyingType(type) is { } value)
            return Write(value, nullability?.GenericTypeArguments is [{ } argument] ? argument : null) + "?";
        string mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return Write(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        if (s_keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (!type.IsGenericType)
            return (type.IsNested && !type.IsGenericParameter ? Of(type.DeclaringType!) + "." : "") + type.Name + mark;
        Type[] arguments = type.GetGenericArguments();
        string names = string.Join(", ", arguments.Select((argument, i) => Write(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i))));
        return $"{type.Name.Split('`')[0]}<{names}>{mark}";
    }
}
