using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// Makes .NET objects as a user does, with every property set: a type that offers ready values or methods to make one is made through
/// each of them in turn, any other through its constructor and its properties.
/// </summary>
internal sealed class ModelFiller
{
    /// <summary>How the texts begin that are put where any text may stand.</summary>
    public const string AnyText = "any text ";

    private const int Deepest = 8;

    private readonly Dictionary<Type, int> _visits = [];
    private int _counter;
    private int _depth;

    /// <summary>Another object of a type; the next call takes the next way there is to make each part of it.</summary>
    public object Make(Type type) => MakeValue(type) ?? throw new InvalidOperationException($"Nothing is known that makes a {type}.");

    /// <summary>How many objects it takes until each way has been used.</summary>
    public int Ways => _visits.Keys.Select(static type => Math.Max(1, Doors(type).Length)).DefaultIfEmpty(1).Max();

    private object? MakeValue(Type type)
    {
        type = System.Nullable.GetUnderlyingType(type) ?? type;
        int n = ++_counter;
        if (type == typeof(string)) return AnyText + n;
        if (type == typeof(bool)) return n % 2 == 0;
        if (type == typeof(int)) return n;
        if (type == typeof(long)) return (long)n;
        if (type == typeof(double)) return n + 0.5;
        if (type == typeof(float)) return n + 0.5f;
        if (type == typeof(decimal)) return n + 0.25m;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(n);
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(n);
        if (type == typeof(Uri)) return new Uri($"https://example.com/{n}");
        if (type == typeof(JsonElement)) return JsonSerializer.SerializeToElement(new { any = n });
        if (type == typeof(JsonObject)) return new JsonObject { ["any"] = n };
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>([1, 2, 3]);
        if (type.IsGenericType || type.IsArray)
            return MakeCollection(type);
        return type.Assembly == Product.Client ? MakeModel(type) : null;
    }

    private object? MakeCollection(Type type)
    {
        Type item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[^1];
        int visit = _visits.GetValueOrDefault(item);
        object? first = MakeValue(item);
        if (_visits.ContainsKey(item))
            _visits[item] = visit; // a list of one kind: mixed ones are not what every operation takes
        object?[] values = [first, MakeValue(item)];
        if (type.IsGenericType && type.GetGenericArguments().Length == 2)
        {
            IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
            map.Add("first key", values[0]);
            map.Add("second_key", values[1]);
            return map;
        }

        Array list = Array.CreateInstance(item, 2);
        for (int i = 0; i < 2; i++)
            list.SetValue(values[i], i);
        return list;
    }

    private object? MakeModel(Type type)
    {
        if (++_depth > Deepest)
        {
            _depth--;
            return null;
        }

        try
        {
            MemberInfo[] doors = Doors(type);
            int visit = _visits.GetValueOrDefault(type);
            _visits[type] = visit + 1;
            return doors.Length == 0 ? Fill(type) : doors[visit % doors.Length] switch
            {
                PropertyInfo ready => ready.GetValue(null),
                MethodInfo method => method.Invoke(null, [.. method.GetParameters().Select(MakeArgument)]),
                TypeInfo derived => MakeValue(derived),
                _ => null,
            };
        }
        finally
        {
            _depth--;
        }
    }

    private object? MakeArgument(ParameterInfo parameter) => parameter switch
    {
        { Name: "schema" or "json" or "parameters", ParameterType: { } type } when type == typeof(string) => """{"type":"object"}""",
        _ => MakeValue(parameter.ParameterType) ?? (parameter.HasDefaultValue ? parameter.DefaultValue : null),
    };

    private object Fill(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(candidate => candidate.GetParameters() is not [{ } only] || only.ParameterType != type) // a record's own copy
            .MinBy(static candidate => candidate.GetParameters().Length)!;
        object made = constructor.Invoke([.. constructor.GetParameters().Select(MakeArgument)]);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            bool isSent = property.CanWrite && property.GetIndexParameters().Length == 0
                && (property.GetMethod!.IsPublic || property.IsDefined(typeof(JsonIncludeAttribute)))
                && !property.IsDefined(typeof(JsonExtensionDataAttribute))
                && property.GetCustomAttribute<JsonIgnoreAttribute>() is null or { Condition: not JsonIgnoreCondition.Always };
            if (isSent && MakeValue(property.PropertyType) is { } value)
                property.SetValue(made, value);
        }

        return made;
    }

    /// <summary>The ways a user has to a value of a type beside filling it in: its heirs, its ready values, its methods that make one.</summary>
    private static MemberInfo[] Doors(Type type)
    {
        if (type.IsAbstract)
            return [.. type.Assembly.GetTypes().Where(other => other.IsSubclassOf(type) && !other.IsAbstract).Select(static heir => heir.GetTypeInfo())];
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        bool isFilled = type.GetProperties().Any(static property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute)));
        return isFilled && !type.IsDefined(typeof(JsonConverterAttribute))
            ? []
            : [
                .. type.GetProperties(Static).Where(property => property.PropertyType == type),
                .. type.GetMethods(Static).Where(method => method.ReturnType == type && !method.IsGenericMethod && method.Name is not ("op_Explicit" or "Parse")
                    && !method.GetParameters().Any(static parameter => parameter.ParameterType.IsByRefLike)),
            ];
    }
}
